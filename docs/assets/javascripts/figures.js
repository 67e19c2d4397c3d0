/* Figures: opened full size (zoom, pan, Esc), and their Mermaid source copied. Without this script the drawing,
   its caption, its description and its downloads are all there; this only adds. No
   module: browsers load none from a disk. */

(() => {
  const ZOOM_STEP = 1.25;
  const ZOOM_LIMITS = [0.5, 12];

  /* Material hands out each page it shows, also after instant navigation; without it the page is shown once. */
  if (window.document$) window.document$.subscribe(prepareFigures);
  else prepareFigures();

  function prepareFigures() {
    for (const figure of document.querySelectorAll(".dr-figure")) {
      const canvas = figure.querySelector(".dr-figure__canvas");
      if (canvas.dataset.openable !== undefined || !canvas.querySelector("svg")) continue;
      canvas.dataset.openable = "";
      canvas.addEventListener("click", () => { if (String(getSelection()) === "") openFigure(figure); });
      canvas.addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault(); // or the key would press the button that gets the focus
        openFigure(figure);
      });
      addTools(figure);
    }
    drawInReadersBrowser();
  }

  function addTools(figure) {
    const actions = figure.querySelector(".dr-figure__actions");
    if (!actions) return;
    const caption = figure.querySelector("figcaption p").textContent.trim();
    actions.prepend(tool("Full size", `Full size: ${caption}`, () => openFigure(figure)));
    const source = actions.querySelector("[data-figure-source]");
    if (source && navigator.clipboard) {
      actions.append(tool("Copy source", `Copy source: ${caption}`, (button) => copySource(source.href, button)));
    }
  }

  function tool(label, name, act) {
    const item = document.createElement("li");
    item.append(button(label, name, act));
    return item;
  }

  function button(label, name, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.setAttribute("aria-label", name);
    made.addEventListener("click", () => act(made));
    return made;
  }

  async function copySource(address, button) {
    const label = button.textContent;
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(String(answer.status));
      await navigator.clipboard.writeText(await answer.text());
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not copied; use the download";
    }
    setTimeout(() => { button.textContent = label; }, 2000);
  }

  /* ---- Full size ---------------------------------------------------------------------------------------------- */

  function openFigure(figure) {
    const viewer = document.createElement("dialog");
    viewer.className = "dr-viewer";
    viewer.setAttribute("aria-label", figure.querySelector("figcaption p").textContent.trim());
    const stage = document.createElement("div");
    stage.className = "dr-viewer__stage";
    const drawing = withOwnIds(figure.querySelector(".dr-figure__canvas svg"));
    stage.append(drawing);
    const view = { x: 0, y: 0, scale: 1 };
    const show = () => { drawing.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`; };
    const zoom = (factor, x = stage.clientWidth / 2, y = stage.clientHeight / 2) => {
      const scale = Math.min(Math.max(view.scale * factor, ZOOM_LIMITS[0]), ZOOM_LIMITS[1]);
      view.x = x - (x - view.x) * (scale / view.scale);
      view.y = y - (y - view.y) * (scale / view.scale);
      view.scale = scale;
      show();
    };
    const move = (x, y) => { view.x += x; view.y += y; show(); };
    const reset = () => { Object.assign(view, { x: 0, y: 0, scale: 1 }); show(); };
    const tools = document.createElement("div");
    tools.className = "dr-viewer__tools";
    tools.append(
      button("−", "Zoom out", () => zoom(1 / ZOOM_STEP)),
      button("+", "Zoom in", () => zoom(ZOOM_STEP)),
      button("Fit", "Fit to the window", reset),
      button("Close", "Close (Escape)", () => viewer.close()),
    );
    viewer.append(stage, tools);
    addPointer(stage, zoom, move);
    addKeys(viewer, zoom, move, reset);
    viewer.addEventListener("close", () => viewer.remove());
    document.body.append(viewer);
    viewer.showModal();
    tools.lastChild.focus();
  }

  function addPointer(stage, zoom, move) {
    const touching = new Map();
    stage.addEventListener("wheel", (event) => {
      event.preventDefault();
      zoom(event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP, event.clientX, event.clientY);
    }, { passive: false });
    stage.addEventListener("pointerdown", (event) => {
      stage.setPointerCapture(event.pointerId);
      touching.set(event.pointerId, event);
    });
    stage.addEventListener("pointermove", (event) => {
      const before = touching.get(event.pointerId);
      if (!before) return;
      if (touching.size === 1) move(event.clientX - before.clientX, event.clientY - before.clientY);
      else pinch(touching, before, event, zoom);
      touching.set(event.pointerId, event);
    });
    for (const end of ["pointerup", "pointercancel"]) {
      stage.addEventListener(end, (event) => touching.delete(event.pointerId));
    }
  }

  function pinch(touching, before, after, zoom) {
    const still = [...touching.values()].find((touch) => touch.pointerId !== after.pointerId);
    const span = (touch) => Math.hypot(touch.clientX - still.clientX, touch.clientY - still.clientY);
    if (span(before) > 0) zoom(span(after) / span(before), (after.clientX + still.clientX) / 2, (after.clientY + still.clientY) / 2);
  }

  function addKeys(viewer, zoom, move, reset) {
    const acts = {
      "+": () => zoom(ZOOM_STEP), "=": () => zoom(ZOOM_STEP), "-": () => zoom(1 / ZOOM_STEP), "0": reset,
      ArrowLeft: () => move(60, 0), ArrowRight: () => move(-60, 0), ArrowUp: () => move(0, 60), ArrowDown: () => move(0, -60),
    };
    viewer.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" && event.key !== "Tab") event.stopPropagation(); // Material's own shortcuts: f, s, n, p
      if (!acts[event.key] || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      acts[event.key]();
    });
  }

  /* A second copy of a drawing in the page must not repeat the first one's ids. */
  function withOwnIds(svg) {
    const holder = document.createElement("div");
    const ids = [svg, ...svg.querySelectorAll("[id]")].map((element) => element.id).filter(Boolean);
    const prefix = ids.reduce((common, id) => { // every id of a drawing starts with its token
      while (!id.startsWith(common)) common = common.slice(0, -1);
      return common;
    });
    holder.innerHTML = prefix ? svg.outerHTML.replaceAll(prefix, `full-${prefix}`) : svg.outerHTML;
    return holder.firstElementChild;
  }

  /* ---- Where nothing could be drawn at build time ------------------------------------------------------------- */

  /* mermaid2 draws on a full load only; after instant navigation what came in new is drawn here. */
  function drawInReadersBrowser() {
    const waiting = document.querySelectorAll(".dr-figure .mermaid:not([data-processed])");
    if (waiting.length && window.mermaid?.run) window.mermaid.run({ nodes: waiting });
  }
})();
