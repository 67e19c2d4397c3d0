/* The live part of estimate blocks: change an assumption, and every result that depends on it follows.

   A block carries its formulas as data (nested arrays, in base units) in its data-estimate attribute; they are walked
   here, never run as code. The arithmetic mirrors scripts/design_round/content/estimates/functions.py and evaluation.py step by step, so
   that build and browser agree. Without this script the table stands as it was built. */

(() => {
  "use strict";

  /* Material runs the scripts of a page again after instant navigation: then there are new blocks to bring to life. */
  if (window.designRoundEstimates) {
    window.designRoundEstimates.mount();
    return;
  }

  /* ---- Arithmetic ---------------------------------------------------------------------------------------- */

  const SLACK = 1e-9;
  const divide = (above, below) => (below ? above / below : NaN);
  const logarithm = (value) => (value > 0 && value < Infinity ? Math.log(value) : NaN);
  const density = (z) => Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);

  function power(base, exponent) {
    if (exponent !== Math.floor(exponent) || Math.abs(exponent) > 64) return Math.pow(base, exponent);
    let result = 1, square = base;
    for (let left = Math.abs(exponent); left; left = Math.floor(left / 2)) {
      if (left % 2) result *= square;
      square *= square;
    }
    return exponent < 0 ? divide(1, result) : result;
  }

  function normalCdf(z) {
    if (!Number.isFinite(z)) return NaN;
    const distance = Math.abs(z);
    let upper = 0;
    if (distance < 3) {
      let term = distance, total = distance;
      for (let index = 1; index <= 60; index++) total += (term *= distance * distance / (2 * index + 1));
      upper = 0.5 - total * density(distance);
    } else if (distance <= 38) {
      let fraction = 0;
      for (let index = 100; index; index--) fraction = index / (distance + fraction);
      upper = density(distance) / (distance + fraction);
    }
    return z < 0 ? upper : 1 - upper;
  }

  const quantiles = new Map(); // seventy halvings each, and a range asks for the same ones again

  function normalQuantile(share) {
    if (!(share > 0 && share < 1)) return NaN;
    if (share > 0.5) return -normalQuantile(1 - share);
    if (!quantiles.has(share)) quantiles.set(share, halved(share));
    return quantiles.get(share);
  }

  function halved(share) {
    let low = -39, high = 0;
    for (let step = 0; step < 70; step++) {
      const middle = (low + high) / 2;
      if (normalCdf(middle) < share) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  }

  const OPERATIONS = {
    "+": (a, b) => a + b,
    "-": (a, b) => a - b,
    "*": (a, b) => a * b,
    "/": divide,
    "^": power,
    neg: (a) => -a,
    min: Math.min,
    max: Math.max,
    abs: Math.abs,
    ceil: (value) => Math.ceil(value - SLACK * Math.max(1, Math.abs(value))),
    floor: (value) => Math.floor(value + SLACK * Math.max(1, Math.abs(value))),
    round: (value) => Math.floor(value + 0.5),
    sqrt: Math.sqrt,
    exp: (value) => (value < 709 ? Math.exp(value) : NaN),
    log: logarithm,
    log2: (value) => logarithm(value) / Math.log(2),
    log10: (value) => logarithm(value) / Math.log(10),
    normal_cdf: normalCdf,
    normal_quantile: normalQuantile,
  };

  function evaluate(formula, known) {
    if (typeof formula === "number") return formula;
    if (typeof formula === "string") return known.get(formula);
    const operands = [];
    for (let index = 1; index < formula.length; index++) operands.push(evaluate(formula[index], known));
    return OPERATIONS[formula[0]](...operands);
  }

  function run(data, inputs) {
    const known = new Map(inputs);
    for (const quantity of data.quantities) {
      if (quantity.formula !== undefined) known.set(quantity.name, evaluate(quantity.formula, known));
    }
    return known;
  }

  /* `ends`: name -> numbers in the author's unit; `linked`: (block, name) -> value. Gives name -> {middle, low, high}. */
  function compute(data, ends, linked) {
    const inputs = new Map();
    for (const quantity of data.quantities) {
      if (quantity.from) inputs.set(quantity.name, linked(...quantity.from));
      else if (quantity.ends) {
        const given = (ends.get(quantity.name) || quantity.ends).map((end) => end * quantity.factor);
        const first = given[0], last = given[given.length - 1];
        inputs.set(quantity.name, { middle: (first + last) / 2, low: Math.min(first, last), high: Math.max(first, last) });
      }
    }
    const values = new Map();
    for (const [name, middle] of run(data, middles(inputs))) values.set(name, { middle, low: Infinity, high: -Infinity });
    const ranged = [...inputs].filter(([, value]) => value.low !== value.high).map(([name]) => name);
    for (let corner = 0; corner < 2 ** ranged.length; corner++) {
      const chosen = middles(inputs);
      ranged.forEach((name, bit) => chosen.set(name, corner >> bit & 1 ? inputs.get(name).high : inputs.get(name).low));
      for (const [name, found] of run(data, chosen)) {
        const value = values.get(name);
        value.low = Math.min(value.low, found);
        value.high = Math.max(value.high, found);
      }
    }
    return values;
  }

  const middles = (inputs) => new Map([...inputs].map(([name, value]) => [name, value.middle]));

  /* ---- Writing values: as scripts/design_round/content/estimates/display.py does ------------------------------------------------ */

  const CARRY = 0.9995;
  const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  function formatNumber(value, digits) {
    if (!Number.isFinite(value)) return "undefined";
    if (value === 0) return "0";
    const sign = value < 0 ? "−" : "";
    const [mantissa, power10] = Math.abs(value).toExponential(digits - 1).split("e");
    const exponent = Number(power10), figures = mantissa.replace(".", "");
    if (exponent < -5 || exponent >= 15) {
      const raised = String(exponent).replace("-", "⁻").replace(/\d/g, (digit) => SUPERSCRIPTS[digit]);
      return `${sign}${mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa} × 10${raised}`;
    }
    const whole = exponent < 0 ? "0" : figures.slice(0, exponent + 1).padEnd(exponent + 1, "0");
    const fraction = (exponent < 0 ? "0".repeat(-exponent - 1) + figures : figures.slice(exponent + 1)).replace(/0+$/, "");
    return sign + whole.replace(/\B(?=(\d{3})+$)/g, ",") + (fraction && `.${fraction}`);
  }

  function formatEnds(ends, ladder, digits) {
    const largest = Math.max(...ends.map(Math.abs));
    let rung = ladder[0];
    for (const each of ladder.slice(1)) if (largest >= each[0] * CARRY) rung = each;
    const [, factor, before, singular, plural] = rung;
    let texts = ends.map((end) => formatNumber(end / factor, digits));
    if (before === "$") texts = texts.map((text) => (/\.\d$/.test(text) ? `${text}0` : text));
    if (texts[0] === texts[texts.length - 1]) texts = texts.slice(0, 1);
    return before + texts.join("–") + (texts.length === 1 && texts[0] === "1" ? singular : plural);
  }

  function formatValue(value, ladder, digits) {
    return formatEnds(value.low === value.high ? [value.middle] : [value.low, value.high], ladder, digits);
  }

  /* ---- One block ------------------------------------------------------------------------------------------- */

  class Block {
    constructor(element, page) {
      this.element = element;
      this.page = page;
      this.data = JSON.parse(element.dataset.estimate);
      this.quantities = new Map(this.data.quantities.map((quantity) => [quantity.name, quantity]));
      this.rows = new Map([...element.querySelectorAll("tr[data-name]")].map((row) => [row.dataset.name, row]));
      this.ends = new Map();
      this.fields = new Map();
      this.original = new Map([...this.rows].map(([name, row]) => [name, row.querySelector(".estimate-value").textContent]));
      for (const quantity of this.data.quantities) if (quantity.ends) this.addFields(quantity);
      this.addTools();
    }

    text(name) {
      const quantity = this.quantities.get(name);
      return formatValue(this.values.get(name), this.data.ladders[quantity.ladder], quantity.digits);
    }

    addFields(quantity) {
      const [, , before, , plural] = this.data.ladders[quantity.ladder][0];
      const unit = (before + plural).trim();
      const holder = make("div", { class: "estimate-ends" });
      const sliders = make("div", { class: "estimate-sliders" });
      const pairs = quantity.ends.map((start, index) => {
        const end = quantity.ends.length > 1 ? [", low end", ", high end"][index] : "";
        const label = `${quantity.label}${end}${unit && ` (${unit})`}`;
        const field = make("input", { class: "estimate-field", type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": label });
        const slider = make("input", { class: "estimate-slider", type: "range", min: 0, max: 1000, step: 5, "aria-label": `${label}, slider` });
        field.addEventListener("input", () => this.typed(quantity, index, field));
        field.addEventListener("change", () => this.showEnds(quantity));
        slider.addEventListener("input", () => this.set(quantity, index, slid(start, Number(slider.value), plural === "%")));
        if (index) holder.append(make("span", {}, "–"));
        if (before) holder.append(make("span", {}, before));
        holder.append(field);
        sliders.append(slider);
        return { field, slider, start };
      });
      holder.append(plural.trim(), sliders);
      this.fields.set(quantity.name, pairs);
      this.rows.get(quantity.name).querySelector(".estimate-value").replaceChildren(
        holder, make("span", { class: "estimate-printed" }), make("span", { class: "estimate-original" }));
      this.showEnds(quantity);
    }

    typed(quantity, index, field) {
      const value = parseNumber(field.value);
      field.setAttribute("aria-invalid", String(!Number.isFinite(value)));
      if (Number.isFinite(value)) this.set(quantity, index, value, field);
    }

    set(quantity, index, value, typedIn) {
      const ends = [...(this.ends.get(quantity.name) || quantity.ends)];
      ends[index] = value;
      if (ends.every((end, place) => end === quantity.ends[place])) this.ends.delete(quantity.name);
      else this.ends.set(quantity.name, ends);
      this.showEnds(quantity, typedIn);
      this.page.changed(this);
    }

    /* Fields and sliders after the state; the field in which the reader types is left alone. */
    showEnds(quantity, typedIn) {
      const ends = this.ends.get(quantity.name) || quantity.ends;
      const ladder = this.data.ladders[quantity.ladder];
      this.fields.get(quantity.name).forEach(({ field, slider, start }, index) => {
        if (field !== typedIn) {
          field.value = plainNumber(ends[index]);
          field.setAttribute("aria-invalid", "false");
        }
        slider.value = place(start, ends[index]);
        slider.setAttribute("aria-valuetext", formatEnds([ends[index] * quantity.factor], ladder, quantity.digits));
      });
      const row = this.rows.get(quantity.name);
      row.querySelector(".estimate-printed").textContent = formatEnds(ends.map((end) => end * quantity.factor), ladder, quantity.digits);
      this.mark(row, this.ends.has(quantity.name), this.original.get(quantity.name));
    }

    mark(row, changed, original) {
      row.toggleAttribute("data-changed", changed);
      const note = row.querySelector(".estimate-original");
      if (note) note.textContent = changed ? `was ${original}` : "";
    }

    compute() {
      this.values = compute(this.data, this.ends, (block, name) => this.page.blocks.get(block).values.get(name));
    }

    /* Writes every result; says aloud those shown that changed. */
    show() {
      for (const [name, row] of this.rows) {
        if (this.fields.has(name)) continue;
        const cell = row.querySelector(".estimate-value"), text = this.text(name);
        const changed = text !== this.original.get(name);
        cell.replaceChildren(text, make("span", { class: "estimate-original" }));
        this.mark(row, changed, this.original.get(name));
      }
      this.reset.disabled = this.ends.size === 0;
      this.link.href = this.page.address(this);
      if (this.button.getAttribute("aria-expanded") === "true") this.showSensitivity();
      this.say(this.data.shown.map((name) => `${this.quantities.get(name).label}: ${this.text(name)}`).join("; "));
    }

    say(text) {
      clearTimeout(this.saying);
      this.saying = setTimeout(() => { this.status.textContent = text; }, 500);
    }

    addTools() {
      const panel = make("div", { class: "estimate-sensitivity", id: `${this.element.id}-sensitivity`, hidden: "" });
      this.reset = tool("Reset", () => this.resetAll());
      this.button = tool("What matters most", () => this.toggleSensitivity());
      this.button.setAttribute("aria-expanded", "false");
      this.button.setAttribute("aria-controls", panel.id);
      this.link = make("a", {}, "Link to these values");
      this.link.addEventListener("click", (event) => this.copyLink(event));
      this.status = make("div", { class: "estimate-status", role: "status" });
      const tools = make("div", { class: "estimate-tools", role: "group", "aria-label": `${this.title}: tools` });
      tools.append(this.reset, this.button, this.link, this.status);
      this.panel = panel;
      this.element.append(tools, panel);
    }

    get title() {
      return this.element.querySelector("caption").textContent;
    }

    resetAll() {
      this.ends.clear();
      for (const name of this.fields.keys()) this.showEnds(this.quantities.get(name));
      this.page.changed(this);
      this.element.querySelector(".estimate-field")?.focus();
    }

    /* The link is a real one; a plain click puts it into the address bar and, where that is allowed, on the clipboard. */
    copyLink(event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      history.replaceState(history.state, "", this.link.href);
      const copied = navigator.clipboard ? navigator.clipboard.writeText(this.link.href) : Promise.reject();
      copied.then(() => "Link copied", () => "The link is in the address bar").then((text) => {
        this.link.textContent = text;
        this.say(text);
        setTimeout(() => { this.link.textContent = "Link to these values"; }, 3000);
      });
    }

    toggleSensitivity() {
      const open = this.button.getAttribute("aria-expanded") !== "true";
      this.button.setAttribute("aria-expanded", String(open));
      this.panel.hidden = !open;
      if (open) this.showSensitivity();
    }

    showSensitivity() {
      this.panel.replaceChildren(...this.data.shown.map((name) => this.sensitivityTable(name)));
    }

    /* One table a result: what it becomes when one assumption is a tenth smaller or larger, the strongest first. */
    sensitivityTable(result) {
      const ladder = this.data.ladders[this.quantities.get(result).ladder];
      const rows = this.sensitivities(result);
      const widest = Math.max(...rows.map((row) => Math.abs(row.high - row.low)));
      const table = make("table", { class: "estimate-moves" });
      table.append(make("caption", {}, `${this.quantities.get(result).label}, when one assumption falls or rises by 10%`));
      const body = make("tbody", {});
      for (const { label, low, high } of rows) {
        const line = make("tr", {}), bar = make("div", { class: "estimate-bar" }), cell = make("td", {});
        bar.style.width = `${Math.round(100 * Math.abs(high - low) / widest)}%`;
        cell.append(bar);
        line.append(make("th", { scope: "row" }, label), make("td", {}, arrow(low, high, ladder)), cell);
        body.append(line);
      }
      if (!rows.length) body.append(make("tr", {}, "No assumption moves it."));
      table.append(body);
      return table;
    }

    sensitivities(result) {
      const inputs = middles(new Map([...this.values].filter(([name]) => this.quantities.get(name).formula === undefined)));
      const rows = [];
      for (const [name, value] of inputs) {
        const at = (share) => run(this.data, new Map(inputs).set(name, value * share)).get(result);
        const low = at(0.9), high = at(1.1);
        if (low !== high) rows.push({ label: this.quantities.get(name).label, low, high });
      }
      return rows.sort((one, other) => Math.abs(other.high - other.low) - Math.abs(one.high - one.low));
    }
  }

  const arrow = (low, high, ladder) => `${formatEnds([low], ladder, 3)} → ${formatEnds([high], ladder, 3)}`;

  /* ---- All blocks of a page ---------------------------------------------------------------------------------- */

  class Page {
    constructor(elements) {
      this.blocks = new Map();
      for (const element of elements) {
        const block = new Block(element, this);
        this.blocks.set(block.data.id, block);
      }
      this.quotes = [...document.querySelectorAll("[data-quote]")].map((element) => ({ element, original: element.textContent }));
      this.readAddress();
      for (const block of this.blocks.values()) block.compute();
      for (const block of this.blocks.values()) block.show();
      this.showQuotes();
    }

    /* A block computes after those above it from which it takes values. */
    changed(first) {
      const dirty = new Set([first.data.id]);
      for (const block of this.blocks.values()) {
        if (block !== first && !block.data.quantities.some((quantity) => quantity.from && dirty.has(quantity.from[0]))) continue;
        dirty.add(block.data.id);
        block.compute();
        block.show();
      }
      this.showQuotes();
    }

    showQuotes() {
      for (const { element, original } of this.quotes) {
        const [id, name] = element.dataset.quote.split(".");
        const block = this.blocks.get(id);
        const quantity = block.quantities.get(name);
        const ladder = element.dataset.ladder ? JSON.parse(element.dataset.ladder) : block.data.ladders[quantity.ladder];
        const text = formatValue(block.values.get(name), ladder, quantity.digits);
        element.textContent = text;
        element.toggleAttribute("data-changed", text !== original);
        if (text === original) element.removeAttribute("title");
        else element.title = `with your values; was ${original}`;
      }
    }

    address(block) {
      const url = new URL(location.href);
      for (const key of [...url.searchParams.keys()]) if (key.startsWith(`${block.data.id}.`)) url.searchParams.delete(key);
      for (const [name, ends] of block.ends) url.searchParams.set(`${block.data.id}.${name}`, ends.map(plainNumber).join(".."));
      url.hash = block.element.id;
      return url.href;
    }

    readAddress() {
      for (const [key, text] of new URLSearchParams(location.search)) {
        const [id, name] = key.split(".");
        const block = this.blocks.get(id), quantity = block?.quantities.get(name);
        const ends = text.split("..").map(parseNumber);
        if (!quantity?.ends || ends.length !== quantity.ends.length || !ends.every(Number.isFinite)) continue;
        block.ends.set(name, ends);
        block.showEnds(quantity);
      }
    }
  }

  /* ---- Small things -------------------------------------------------------------------------------------------- */

  const parseNumber = (text) => (text.trim() === "" ? NaN : Number(text.replace(/[,_\s]/g, "").replace("−", "-")));
  const plainNumber = (value) => String(Number(value.toPrecision(12)));

  /* A slider goes from a tenth of the author's value to ten times it; the author's value lies in the middle. */
  function slid(start, position, share) {
    if (position === 500) return start;
    const value = start ? start * 10 ** ((position - 500) / 500) : (position - 500) / 500;
    const rounded = Number(value.toPrecision(2));
    return share && start <= 100 ? Math.min(100, rounded) : rounded;
  }

  function place(start, value) {
    const position = start ? 500 + 500 * Math.log10(Math.max(1e-9, value / start)) : 500 + 500 * value;
    return Math.round(Math.min(1000, Math.max(0, position)));
  }

  function make(tag, attributes, text) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text) element.textContent = text;
    return element;
  }

  function tool(label, act) {
    const button = make("button", { type: "button" }, label);
    button.addEventListener("click", act);
    return button;
  }

  function mount() {
    const elements = [...document.querySelectorAll("[data-estimate]")];
    if (elements.length && !elements.some((element) => "live" in element.dataset)) {
      for (const element of elements) element.dataset.live = "";
      new Page(elements);
    }
  }

  window.designRoundEstimates = { mount, compute, formatValue };
  mount();
})();
