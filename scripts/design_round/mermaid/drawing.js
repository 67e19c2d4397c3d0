// Runs in the page that draws, never in a reader's. `window.artist` renders one Mermaid source, measures the
// drawing and hands back plain data: the flattened SVG, in which every style is an attribute, and the facts.
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const GEOMETRY = ("x y x1 x2 y1 y2 cx cy r rx ry width height d points transform dx dy viewBox refX refY " +
    "markerWidth markerHeight markerUnits orient offset gradientUnits gradientTransform fx fy startOffset " +
    "textLength lengthAdjust preserveAspectRatio clipPathUnits patternUnits patternTransform maskUnits spreadMethod").split(" ");
  const PAINTED = new Set(["rect", "circle", "ellipse", "line", "polyline", "polygon", "path", "text", "tspan", "textPath", "use", "image"]);
  const KEPT = new Set([...PAINTED, "svg", "g", "defs", "marker", "clipPath", "mask", "linearGradient", "radialGradient", "stop", "a", "pattern", "symbol"]);
  const STROKE = { "stroke-width": "1px", "stroke-dasharray": "none", "stroke-linecap": "butt", "stroke-linejoin": "miter", "stroke-opacity": "1", "stroke-dashoffset": "0px" };
  const FONT = { "font-size": "16px", "font-weight": "400", "font-style": "normal", "text-anchor": "start", "dominant-baseline": "auto", "letter-spacing": "normal" };
  const OTHER = { "opacity": "1", "clip-path": "none", "mask": "none", "mix-blend-mode": "normal" };
  const ROOT = { fill: "rgb(0, 0, 0)", stroke: "none", ...STROKE, ...FONT, "fill-opacity": "1", "fill-rule": "nonzero" };

  // Texts that stand on lines by Mermaid's own design: beneath a service's icon, beside a lifeline, on a relation.
  const GROUNDED = { architecture: ".architecture-service text, .architecture-junction text", sequence: "text:not(.actor, .noteText, .sequenceNumber)", c4: "text" };

  const MOST_LINES = 100;

  let paints = new Map();
  let aliases = new Map();
  let authored = new Set();
  let roles = new Set();
  let font = "";
  let written = new Map();
  let kept = [];

  function rgb(hex) {
    return `rgb(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(", ")})`;
  }

  const property = (colour) => paints.get(colour) || (authored.has(colour) ? null : aliases.get(colour));

  // The custom property that a computed colour stands for, or the colour itself where an author wrote it.
  function paint(colour, unknown) {
    if (!colour || colour === "none" || colour === "transparent") return "none";
    if (colour.startsWith("url(")) return `url(#${colour.replace(/^url\("?.*?#|"?\).*$/g, "")})`;
    const parts = colour.match(/[\d.]+/g);
    if (parts && parts.length === 4 && colour.startsWith("rgba")) {
      if (Number(parts[3]) === 0) return "none";
      const opaque = `rgb(${parts.slice(0, 3).join(", ")})`;
      const solid = authored.has(colour) ? paints.get(opaque) : property(opaque);
      if (solid) return [`var(--${solid})`, parts[3]];
    }
    const name = property(colour);
    if (name) return `var(--${name})`;
    if (!authored.has(colour)) unknown.add(colour);
    return colour;
  }

  // The colours that the author wrote: those are kept, whatever they look like in the other scheme.
  function coloursIn(source) {
    const probe = document.createElement("i");
    const found = new Set();
    written = new Map();
    for (const word of source.match(/#[0-9a-f]{3,8}\b|(?:rgb|hsl)a?\([^)]*\)|(?<=[:,]\s*)[a-z]{3,20}\b/gi) || []) {
      probe.style.color = "";
      probe.style.color = word;
      if (!probe.style.color) continue;
      document.body.append(probe);
      const colour = getComputedStyle(probe).color;
      found.add(colour);
      found.add(colour.replace(/^rgba\((.*), [\d.]+\)$/, "rgb($1)"));
      if (!written.has(colour)) written.set(colour, word);
      probe.remove();
    }
    return found;
  }

  function matters(element, style) {
    if (style.display === "none" || style.visibility === "hidden") return false;
    return true;
  }

  function flatten(source, parent, inherited, unknown) {
    const tag = source.localName;
    if (!KEPT.has(tag)) {
      if (tag === "foreignObject") rewritten(source, parent, inherited, unknown);
      if (tag === "switch") for (const child of source.children) flatten(child, parent, inherited, unknown);
      return;
    }
    const style = getComputedStyle(source);
    if (!matters(source, style)) return;
    const copy = document.createElementNS(SVG, tag);
    if (tag === "text" && source.textContent.trim()) kept.push([source, copy]);
    for (const name of GEOMETRY) if (source.hasAttribute(name)) copy.setAttribute(name, source.getAttribute(name));
    if (tag === "rect" && parseFloat(style.rx) > 0) copy.setAttribute("rx", parseFloat(style.rx));
    if (source.id) copy.setAttribute("id", source.id);
    if (tag === "a") link(source, copy);
    if (tag === "use" || tag === "textPath") {
      const href = source.getAttribute("href") || source.getAttribute("xlink:href") || "";
      if (href.startsWith("#")) copy.setAttribute("href", href);
    }
    if (tag === "stop") {
      copy.setAttribute("stop-color", [].concat(paint(style.stopColor, unknown))[0]);
      if (style.stopOpacity !== "1") copy.setAttribute("stop-opacity", style.stopOpacity);
    }
    for (const [name, usual] of Object.entries(OTHER)) {
      let value = style.getPropertyValue(name);
      if (value && value !== usual) copy.setAttribute(name === "mix-blend-mode" ? "style" : name,
        name === "mix-blend-mode" ? `mix-blend-mode:${value}` : value.replace(/url\("?[^#]*(#[^")]*)"?\)/, "url($1)"));
    }
    if (style.transform !== "none" && tag !== "svg" && turnedByStyle(source, style)) copy.setAttribute("transform", moved(source));
    const named = [...source.classList].filter((name) => roles.has(name));
    if (tag === "g" && named.length) copy.setAttribute("class", named.join(" "));
    if (tag === "g" && sketched(source)) {
      for (let at = 0; at < source.children.length; at += 2) merged(source.children[at], source.children[at + 1], copy, inherited, unknown);
      parent.append(copy);
      return;
    }
    let state = inherited;
    if (PAINTED.has(tag)) state = painted(tag, style, copy, inherited, unknown);
    for (const child of source.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        if (tag === "text" || tag === "tspan" || tag === "textPath") copy.append(child.data.replace(/[ \t\r\n]+/g, " "));
      } else if (child.nodeType === Node.ELEMENT_NODE) flatten(child, copy, state, unknown);
    }
    if (tag === "text") trim(copy);
    if (tag === "text" && onGround(style)) parent.append(groundOf(source, style, copy, unknown));
    parent.append(copy);
  }

  // What a style sheet paints as a thick outline behind a text. In a PDF that outline would be the text once more, as
  // drawings without a font; a rectangle covers the same line and is no text.
  const onGround = (style) => style.paintOrder.startsWith("stroke") && style.stroke !== "none";

  function groundOf(text, style, copy, unknown) {
    const ground = document.createElementNS(SVG, "rect"), box = text.getBBox(), edge = parseFloat(style.strokeWidth) / 2;
    const sides = { x: box.x - edge, y: box.y + edge / 2, width: box.width + 2 * edge, height: Math.max(box.height - edge, 0) };
    for (const [name, value] of Object.entries(sides)) ground.setAttribute(name, value);
    ground.setAttribute("fill", [].concat(paint(style.stroke, unknown))[0]);
    ground.setAttribute("stroke", "none");
    if (copy.hasAttribute("transform")) ground.setAttribute("transform", copy.getAttribute("transform"));
    return ground;
  }

  // Blanks at the ends of a row are not drawn, but a style sheet may have them take up room.
  function trim(text) {
    const rows = [...text.children].filter((row) => row.hasAttribute("x") || row.hasAttribute("dy"));
    for (const row of rows.length ? rows : [text]) {
      const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT), nodes = [];
      while (walker.nextNode()) nodes.push(walker.currentNode);
      if (!nodes.length) continue;
      nodes[0].data = nodes[0].data.trimStart();
      nodes[nodes.length - 1].data = nodes[nodes.length - 1].data.trimEnd();
    }
  }

  // HTML inside the drawing becomes SVG text, line by line, where the browser had put it.
  function rewritten(source, parent, inherited, unknown) {
    const frame = source.getBoundingClientRect();
    const x = Number(source.getAttribute("x")) || 0, y = Number(source.getAttribute("y")) || 0;
    const walker = document.createTreeWalker(source, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const line of linesOf(node)) {
        const style = getComputedStyle(node.parentElement);
        const copy = document.createElementNS(SVG, "text");
        copy.setAttribute("x", x + (line.left + line.right) / 2 - frame.left);
        copy.setAttribute("y", y + (line.top + line.bottom) / 2 - frame.top);
        for (const name of Object.keys(FONT)) {
          const value = style.getPropertyValue(name);
          if (value && value !== FONT[name] && name.startsWith("font")) copy.setAttribute(name, value);
        }
        copy.setAttribute("text-anchor", "middle");
        copy.setAttribute("dominant-baseline", "central");
        copy.setAttribute("fill", [].concat(paint(style.color, unknown))[0]);
        copy.textContent = line.text;
        parent.append(copy);
      }
    }
  }

  function linesOf(node) {
    const lines = [];
    const range = document.createRange();
    for (const match of node.data.matchAll(/\S+/g)) {
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const box = range.getBoundingClientRect();
      const last = lines[lines.length - 1];
      if (last && Math.abs(last.top - box.top) < 3) Object.assign(last, { right: box.right, text: `${last.text} ${match[0]}` });
      else lines.push({ left: box.left, right: box.right, top: box.top, bottom: box.bottom, text: match[0] });
    }
    return lines.filter((line) => line.right > line.left);
  }

  // Rough.js draws an area and then its outline, every line of it twice; one path says both.
  function sketched(group) {
    const paths = [...group.children];
    return paths.length > 0 && paths.length % 2 === 0 && paths.every((path, at) => path.localName === "path" &&
      (at % 2 ? path.getAttribute("fill") === "none" : path.getAttribute("stroke") === "none"));
  }

  function merged(area, outline, parent, inherited, unknown) {
    const before = parent.childElementCount;
    flatten(area, parent, inherited, unknown);
    if (parent.childElementCount === before) return;
    const kept = parent.lastElementChild, filled = getComputedStyle(area), line = getComputedStyle(outline);
    kept.setAttribute("d", `${area.getAttribute("d")}Z`);
    for (const name of Object.keys(STROKE)) kept.removeAttribute(name);
    const both = { getPropertyValue: (name) => (name.startsWith("fill") ? filled : line).getPropertyValue(name), fillRule: filled.fillRule };
    painted("path", both, kept, inherited, unknown);
  }

  // A style sheet may turn an element about an origin of its own, which no attribute says.
  const turnedByStyle = (source, style) => !source.hasAttribute("transform") || (style.transformOrigin !== "0px 0px" && Boolean(source.style.transform));

  function moved(source) {
    const matrix = source.parentElement.getCTM().inverse().multiply(source.getCTM());
    return `matrix(${[matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f].join(", ")})`;
  }

  function link(source, copy) {
    const href = (source.getAttribute("href") || source.getAttribute("xlink:href") || "").trim();
    if (/^(https?:|mailto:|[#./]|[\w-]+(\.html|\.md|\/))/i.test(href)) copy.setAttribute("href", href);
  }

  function painted(tag, style, copy, inherited, unknown) {
    const state = { ...inherited };
    const set = (name, value) => {
      if (value !== inherited[name]) copy.setAttribute(name, value);
      state[name] = value;
    };
    const words = ["text", "tspan", "textPath"].includes(tag);
    for (const name of ["fill", "stroke"]) {
      const found = name === "stroke" && words && onGround(style) ? "none" : paint(style.getPropertyValue(name), unknown);
      const [value, opacity] = Array.isArray(found) ? found : [found, null];
      set(name, value);
      const own = style.getPropertyValue(`${name}-opacity`);
      set(`${name}-opacity`, opacity === null ? own : String(Number(opacity) * Number(own)));
    }
    if (!words && style.paintOrder && style.paintOrder !== "normal") copy.setAttribute("paint-order", style.paintOrder.split(" ")[0]);
    if (state.stroke !== "none") for (const name of Object.keys(STROKE)) set(name, style.getPropertyValue(name));
    if (state.fill !== "none" && style.fillRule !== inherited["fill-rule"]) set("fill-rule", style.fillRule);
    if (words) {
      for (const name of Object.keys(FONT)) set(name, style.getPropertyValue(name));
      // A row's own alignment, which is not inherited and which few readers know, said by the property that all know.
      if (tag === "tspan" && /central|middle|mathematical|hanging/.test(style.alignmentBaseline)) set("dominant-baseline", style.alignmentBaseline);
      if (style.textDecorationLine !== "none" && style.textDecorationLine) copy.setAttribute("text-decoration", style.textDecorationLine);
    }
    if (["path", "line", "polyline", "polygon"].includes(tag)) {
      for (const end of ["marker-start", "marker-mid", "marker-end"]) {
        const value = style.getPropertyValue(end);
        if (value && value !== "none") copy.setAttribute(end, value.replace(/url\("?[^#]*(#[^")]*)"?\)/, "url($1)"));
      }
    }
    return state;
  }

  function stage() {
    let found = document.getElementById("stage");
    if (!found) {
      found = document.createElement("div");
      found.id = "stage";
      document.body.append(found);
    }
    found.replaceChildren();
    return found;
  }

  function sweep() {
    for (const element of [...document.body.children]) if (element.id !== "stage") element.remove();
    stage();
  }

  // Without HTML in labels Mermaid leaves its own entities (`#35;` became `&#35;`) unread.
  function readEntities(root) {
    const reader = document.createElement("textarea");
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!/&#?\w+;/.test(node.data) || !node.parentElement.closest("text")) continue;
      node.data = node.data.replace(/&#?\w+;/g, (entity) => {
        reader.innerHTML = entity;
        return reader.value;
      });
    }
  }

  // A group's title is drawn before the edges, which would strike it through; it comes after them, on its own ground.
  function raiseTitles(root) {
    for (const clusters of root.querySelectorAll(".clusters")) {
      const edges = [...clusters.parentElement.children].find((child) => child.classList.contains("edgePaths"));
      if (!edges) continue;
      const titles = document.createElementNS(SVG, "g");
      titles.setAttribute("class", "titles");
      for (const title of clusters.querySelectorAll(".cluster > .cluster-label, .statediagram-cluster > .cluster-label")) {
        if (title.parentElement.matches(".statediagram-cluster")) title.classList.add("of-state");
        titles.append(title);
      }
      edges.after(titles);
    }
  }

  // Some shapes of flowcharts place their label as if it were HTML: by its left edge instead of its middle.
  function centreLabels(root) {
    for (const label of root.querySelectorAll(".node > .label")) {
      const shape = label.parentElement.querySelector(":scope > .basic, :scope > .label-container, :scope > path, :scope > g:not(.label)");
      const text = label.querySelector("text");
      if (!shape || !text || !text.textContent.trim()) continue;
      const outer = shape.getBoundingClientRect(), inner = text.getBoundingClientRect();
      const off = outer.left + outer.width / 2 - inner.left - inner.width / 2;
      if (Math.abs(Math.abs(off) - inner.width / 2) < 1.5 && inner.width > 8) text.setAttribute("transform", `translate(${off}, 0)`);
    }
  }

  // Dates on a time axis that would run into each other: every second or third is enough.
  function thinTicks(root) {
    let last = -Infinity;
    for (const text of root.querySelectorAll(".grid .tick text")) {
      const box = text.getBoundingClientRect();
      if (box.left < last + 6) text.remove();
      else last = box.right;
    }
  }

  // A name or message that a line runs through gets a ground of its own: the line stops before it and goes on behind.
  function groundTexts(root, kind) {
    const choice = GROUNDED[kind];
    if (!choice || !window.inspector) return;
    for (const { element, ground } of window.inspector.struck(root, choice)) {
      element.classList.add("on-a-line");
      element.style.setProperty("stroke", ground || "var(--diagram-paper)", "important");
    }
  }

  // Colours that Mermaid writes into the drawing itself, out of reach of any style sheet.
  function mend(root, kind) {
    readEntities(root);
    raiseTitles(root);
    if (kind.startsWith("flowchart")) centreLabels(root);
    if (kind === "gantt") thinTicks(root);
    for (const text of kind === "c4" ? root.querySelectorAll("text") : []) {
      if (/#FFFFFF|#444444/.test((text.getAttribute("style") || "") + text.getAttribute("fill"))) text.style.setProperty("fill", "var(--diagram-ink)", "important");
    }
  }

  // Texts that the reader's style sheet would put elsewhere than Mermaid did, or that lost their place on the way.
  function movedTexts(copy, box, places) {
    copy.setAttribute("class", "drawing");
    copy.setAttribute("viewBox", box.join(" "));
    copy.style.cssText = `position:absolute;top:0;left:0;max-width:none;width:${box[2]}px;height:${box[3]}px`;
    document.getElementById("stage").append(copy);
    const found = [];
    kept.forEach(([source, text], at) => {
      const was = places[at], is = text.getBoundingClientRect();
      const by = Math.max(Math.abs(is.left - was.left), Math.abs(is.right - was.right), Math.abs(is.top - was.top));
      if (by > 1 && was.width > 0) found.push({ rule: "text-moved", text: source.textContent.replace(/\s+/g, " ").trim(), by: Math.round(by) });
    });
    copy.remove();
    for (const name of ["class", "viewBox", "style"]) copy.removeAttribute(name);
    return found;
  }

  // The view box without the empty margins that some diagram types leave; never larger than Mermaid made it.
  function cropped([x, y, width, height], root) {
    const seen = root.getBBox();
    if (!(seen.width > 0 && seen.height > 0)) return [x, y, width, height];
    const left = Math.max(x, seen.x - 8), top = Math.max(y, seen.y - 8);
    const right = Math.min(x + width, seen.x + seen.width + 8), bottom = Math.min(y + height, seen.y + seen.height + 8);
    return right > left && bottom > top ? [left, top, right - left, bottom - top] : [x, y, width, height];
  }

  function boxOf(root) {
    const view = root.viewBox.baseVal;
    if (view && view.width > 0 && view.height > 0) return [view.x, view.y, view.width, view.height];
    const width = parseFloat(root.getAttribute("width")), height = parseFloat(root.getAttribute("height"));
    if (width > 0 && height > 0 && !/%$/.test(root.getAttribute("width"))) return [0, 0, width, height];
    const box = root.getBBox();
    return [box.x, box.y, box.width, box.height];
  }

  async function draw(source) {
    sweep();
    window.resetDice();
    authored = coloursIn(source);
    await document.fonts.load(`16px "${font}"`, source);
    let rendered;
    try {
      rendered = await window.mermaid.render("drawing", source);
    } catch (error) {
      sweep();
      return { error: String((error && (error.message || error.str)) || error).slice(0, 2000), name: String(error && error.name) };
    }
    const holder = stage();
    holder.innerHTML = rendered.svg;
    const root = holder.querySelector("svg");
    if (!root) return { error: "Mermaid returned no picture.", name: "Empty" };
    mend(root, rendered.diagramType);
    root.removeAttribute("height");
    let box = boxOf(root);
    root.style.cssText = "max-width:none";
    box = cropped(box, root);
    root.style.cssText = `width:${box[2]}px;height:${box[3]}px;max-width:none`;
    root.setAttribute("viewBox", box.join(" "));
    root.removeAttribute("width");
    groundTexts(root, rendered.diagramType);
    const unknown = new Set();
    kept = [];
    const copy = document.createElementNS(SVG, "svg");
    for (const child of root.childNodes) if (child.nodeType === Node.ELEMENT_NODE) flatten(child, copy, ROOT, unknown);
    const title = [...root.children].find((child) => child.localName === "title");
    const desc = [...root.children].find((child) => child.localName === "desc");
    const facts = window.inspector ? window.inspector.inspect(root, box, rendered.diagramType, property, source) : { problems: [] };
    for (const one of facts.faint || []) for (const part of ["ink", "ground"]) one[part] = written.get(one[part]) || "";
    facts.problems.push(...movedTexts(copy, box, kept.map(([text]) => text.getBoundingClientRect())));
    return {
      kind: rendered.diagramType,
      svg: new XMLSerializer().serializeToString(copy),
      box,
      title: title ? title.textContent.trim() : "",
      description: desc ? desc.textContent.trim() : "",
      facts: { unknown: [...unknown].sort(), ...facts },
    };
  }

  // The line without which a source that makes Mermaid stop is drawn, 0 where there is none: of several the one that
  // Mermaid's message is about, or the first.
  async function culprit(source, message) {
    const lines = source.split("\n"), found = [];
    for (let at = 1; at < Math.min(lines.length, MOST_LINES); at++) {
      if (!lines[at].trim()) continue;
      window.resetDice();
      try {
        await window.mermaid.render("drawing", lines.filter((_, other) => other !== at).join("\n"));
        found.push(at);
      } catch {
        continue;
      } finally {
        sweep();
      }
    }
    const said = (at) => (lines[at].match(/[\w-]{2,}/g) || []).filter((word) => message.includes(word)).length;
    return found.length ? found.reduce((best, at) => (said(at) > said(best) ? at : best)) + 1 : 0;
  }

  async function start(settings) {
    paints = new Map(Object.entries(settings.markers).map(([name, hex]) => [rgb(hex), name]));
    aliases = new Map(Object.entries(settings.aliases).map(([hex, name]) => [rgb(hex), name]));
    roles = new Set(settings.roles);
    font = settings.font;
    for (const [name, hex] of Object.entries(settings.markers)) document.documentElement.style.setProperty(`--${name}`, hex);
    window.mermaid.initialize(settings.configuration);
    for (const style of ["normal", "italic"]) for (const weight of [400, 600, 700]) await document.fonts.load(`${style} ${weight} 16px "${settings.font}"`, "Ag");
    return [...document.fonts].filter((face) => face.status === "loaded").length;
  }

  window.artist = { culprit, draw, start, sweep };
})();
