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

  let paints = new Map();
  let roles = new Set();
  let font = "";

  function rgb(hex) {
    return `rgb(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(", ")})`;
  }

  // The custom property that a computed colour stands for, or the colour itself where an author wrote it.
  function paint(colour, unknown) {
    if (!colour || colour === "none" || colour === "transparent") return "none";
    if (colour.startsWith("url(")) return `url(#${colour.replace(/^url\("?.*?#|"?\).*$/g, "")})`;
    const parts = colour.match(/[\d.]+/g);
    if (parts && parts.length === 4 && colour.startsWith("rgba")) {
      if (Number(parts[3]) === 0) return "none";
      const solid = paints.get(`rgb(${parts.slice(0, 3).join(", ")})`);
      if (solid) return [`var(--${solid})`, parts[3]];
    }
    const name = paints.get(colour);
    if (name) return `var(--${name})`;
    unknown.add(colour);
    return colour;
  }

  function matters(element, style) {
    if (style.display === "none" || style.visibility === "hidden") return false;
    return true;
  }

  function flatten(source, parent, inherited, unknown) {
    const tag = source.localName;
    if (!KEPT.has(tag)) {
      if (tag === "switch") for (const child of source.children) flatten(child, parent, inherited, unknown);
      return;
    }
    const style = getComputedStyle(source);
    if (!matters(source, style)) return;
    const copy = document.createElementNS(SVG, tag);
    for (const name of GEOMETRY) if (source.hasAttribute(name)) copy.setAttribute(name, source.getAttribute(name));
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
    if (!source.hasAttribute("transform") && style.transform !== "none" && tag !== "svg") copy.setAttribute("transform", style.transform);
    const named = [...source.classList].filter((name) => roles.has(name));
    if (tag === "g" && named.length) copy.setAttribute("class", named.join(" "));
    if (tag === "g" && sketched(source)) {
      const [area, outline] = source.children;
      flatten(area, copy, inherited, unknown);
      const kept = copy.lastElementChild, line = getComputedStyle(outline);
      if (kept) {
        for (const name of Object.keys(STROKE)) kept.removeAttribute(name);
        painted("path", { getPropertyValue: (name) => (name.startsWith("fill") ? getComputedStyle(area) : line).getPropertyValue(name), fillRule: "nonzero", stroke: line.stroke }, kept, inherited, unknown);
      }
      parent.append(copy);
      return;
    }
    let state = inherited;
    if (PAINTED.has(tag)) state = painted(tag, style, copy, inherited, unknown);
    for (const child of source.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        if (tag === "text" || tag === "tspan" || tag === "textPath") copy.append(child.data);
      } else if (child.nodeType === Node.ELEMENT_NODE) flatten(child, copy, state, unknown);
    }
    parent.append(copy);
  }

  // Rough.js draws an area and then its outline, every line of it twice; one path says both.
  function sketched(group) {
    const [area, outline] = group.children;
    return group.children.length === 2 && area.localName === "path" && outline.localName === "path" &&
      area.getAttribute("stroke") === "none" && outline.getAttribute("fill") === "none";
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
    for (const name of ["fill", "stroke"]) {
      const found = paint(style.getPropertyValue(name), unknown);
      const [value, opacity] = Array.isArray(found) ? found : [found, null];
      set(name, value);
      const own = style.getPropertyValue(`${name}-opacity`);
      set(`${name}-opacity`, opacity === null ? own : String(Number(opacity) * Number(own)));
    }
    if (state.stroke !== "none") for (const name of Object.keys(STROKE)) set(name, style.getPropertyValue(name));
    if (state.fill !== "none" && style.fillRule !== inherited["fill-rule"]) set("fill-rule", style.fillRule);
    if (tag === "text" || tag === "tspan" || tag === "textPath") {
      for (const name of Object.keys(FONT)) set(name, style.getPropertyValue(name));
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
    const box = boxOf(root);
    root.removeAttribute("height");
    root.style.cssText = `width:${box[2]}px;height:${box[3]}px;max-width:none`;
    root.setAttribute("viewBox", box.join(" "));
    root.removeAttribute("width");
    const unknown = new Set();
    const copy = document.createElementNS(SVG, "svg");
    for (const child of root.childNodes) if (child.nodeType === Node.ELEMENT_NODE) flatten(child, copy, ROOT, unknown);
    const title = [...root.children].find((child) => child.localName === "title");
    const desc = [...root.children].find((child) => child.localName === "desc");
    return {
      kind: rendered.diagramType,
      svg: new XMLSerializer().serializeToString(copy),
      box,
      title: title ? title.textContent.trim() : "",
      description: desc ? desc.textContent.trim() : "",
      unknown: [...unknown],
      facts: window.inspector ? window.inspector.inspect(root, box) : {},
    };
  }

  async function start(settings) {
    paints = new Map(Object.entries(settings.markers).map(([name, hex]) => [rgb(hex), name]));
    roles = new Set(settings.roles);
    font = settings.font;
    for (const [name, hex] of Object.entries(settings.markers)) document.documentElement.style.setProperty(`--${name}`, hex);
    window.mermaid.initialize(settings.configuration);
    for (const style of ["normal", "italic"]) for (const weight of [400, 600, 700]) await document.fonts.load(`${style} ${weight} 16px "${settings.font}"`, "Ag");
    return [...document.fonts].filter((face) => face.status === "loaded").length;
  }

  window.artist = { draw, start, sweep };
})();
