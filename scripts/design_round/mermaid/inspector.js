// Runs in the page that draws: measures a drawing that lies there at its natural size. `window.inspector.inspect`
// hands back the texts that are seen, their sizes and contrasts, and every geometric fault as plain data.
(() => {
  "use strict";
  const CLOSED = "rect, circle, ellipse, polygon, path";
  const GROUND = ".background, .labelBkg, .edgeLabel rect, .label rect, .commit-label-bkg, .edge-label-bg";
  const NODES = ".node, .mindmap-node, .timeline-node, .architecture-service, .person-man";
  const EDGES = "path[data-edge], path.flowchart-link, path.relation, path.transition, path.relationshipLine, .edgePaths path, .architecture-edges path, .edge";
  const BARS = 'rect[class^="activation"]';
  const LEADS = `${EDGES}, line.actor-line, [data-et=life-line], .messageLine0, .messageLine1, ${BARS}, ` +
    'svg[aria-roledescription="c4"] :is(line, path[marker-end], path[marker-start])';
  const STEP = 4;
  const LABELS = ".edgeLabel, .edgeTerminals, .messageText, .relationshipLabel";
  // Kinds whose words may lie across the borders of their shapes: slices, circles, axes.
  const LOOSE = new Set(["pie", "venn", "radar", "sankey", "xychart", "cynefin", "wardley", "gitGraph", "ishikawa", "railroad", "railroadEbnf", "railroadAbnf", "railroadPeg", "treemap"]);
  let palettes = {};
  let nameOfColour = () => null;
  let sourceText = "";

  function visible(element) {
    for (let at = element; at && at.nodeType === 1; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.display === "none" || Number(style.opacity) < 0.05) return false;
      if (at === element && (style.visibility === "hidden" || style.fill === "none" && element.localName === "text")) return false;
      if (/^(defs|marker|clipPath|mask|symbol)$/.test(at.localName)) return false;
      if (at.id === "stage") break;
    }
    return true;
  }

  const turned = (matrix) => Math.abs(matrix.b) > 0.02 || Math.abs(matrix.c) > 0.02;

  // The inked part of a line of text as four corners: capitals and descenders, without the leading.
  function quad(left, top, right, bottom, matrix) {
    const high = bottom - top;
    const [y0, y1] = [top + high * 0.2, bottom - high * 0.14];
    const corners = [[left + 0.5, y0], [right - 0.5, y0], [right - 0.5, y1], [left + 0.5, y1]];
    return matrix ? corners.map(([x, y]) => [matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f]) : corners;
  }

  function rowsOf(text, origin) {
    const matrix = text.getScreenCTM();
    if (!matrix) return [];
    const shift = ([x, y]) => [x - origin.x, y - origin.y];
    if (turned(matrix)) {
      const box = text.getBBox();
      return [{ text: text.textContent.trim(), turned: true, quad: quad(box.x, box.y, box.x + box.width, box.y + box.height, matrix).map(shift) }];
    }
    const parts = [...text.children].filter((child) => child.localName === "tspan" && (child.hasAttribute("x") || child.hasAttribute("dy")));
    return (parts.length ? parts : [text]).map((part) => {
      const range = document.createRange();
      range.selectNodeContents(part);
      const box = range.getBoundingClientRect();
      return { text: part.textContent.trim(), turned: false, quad: quad(box.left, box.top, box.right, box.bottom).map(shift) };
    }).filter((row) => row.text && row.quad[1][0] > row.quad[0][0]);
  }

  // How deep two convex four-sided shapes overlap; 0 where they do not.
  function overlap(first, second) {
    let least = Infinity;
    for (const [shape, other] of [[first, second], [second, first]]) {
      for (let at = 0; at < 4; at++) {
        const [ax, ay] = shape[at], [bx, by] = shape[(at + 1) % 4];
        const length = Math.hypot(bx - ax, by - ay) || 1;
        const nx = (by - ay) / length, ny = (ax - bx) / length;
        const along = (points) => points.map(([x, y]) => x * nx + y * ny);
        const one = along(shape), two = along(other);
        const depth = Math.min(Math.max(...one), Math.max(...two)) - Math.max(Math.min(...one), Math.min(...two));
        if (depth <= 0) return 0;
        least = Math.min(least, depth);
      }
    }
    return least;
  }

  function rectQuad(box) {
    return [[box.left, box.top], [box.right, box.top], [box.right, box.bottom], [box.left, box.bottom]];
  }

  function boxIn(element, origin) {
    const box = element.getBoundingClientRect();
    return { left: box.left - origin.x, right: box.right - origin.x, top: box.top - origin.y, bottom: box.bottom - origin.y, width: box.width, height: box.height };
  }

  function within(shape, x, y, origin, root) {
    const matrix = shape.getScreenCTM();
    if (!matrix) return false;
    const point = root.createSVGPoint();
    point.x = x + origin.x;
    point.y = y + origin.y;
    try {
      return shape.isPointInFill(point.matrixTransform(matrix.inverse()));
    } catch {
      return false;
    }
  }

  const centre = (row) => [0, 1].map((axis) => row.quad.reduce((sum, corner) => sum + corner[axis], 0) / 4);

  function opacityOf(element) {
    let value = 1;
    for (let at = element; at && at.id !== "stage"; at = at.parentElement) value *= Number(getComputedStyle(at).opacity);
    return value;
  }

  function solid(shape) {
    const parts = shape.colour.match(/[\d.]+/g) || [];
    return shape.opacity * (parts.length === 4 ? Number(parts[3]) : 1);
  }

  function collect(root, origin) {
    const frames = [...root.querySelectorAll("rect")].filter((rect) => visible(rect) && getComputedStyle(rect).fill === "none" && getComputedStyle(rect).stroke !== "none")
      .map((element) => ({ element, box: boxIn(element, origin), ground: element.matches(GROUND) }));
    const shapes = [...root.querySelectorAll(CLOSED)].filter((shape) => visible(shape)).map((shape, order) => {
      const style = getComputedStyle(shape);
      return {
        element: shape, order, colour: style.fill, opacity: opacityOf(shape) * Number(style.fillOpacity),
        ground: shape.matches(GROUND), box: boxIn(shape, origin), stroked: style.stroke !== "none",
      };
    }).filter((shape) => shape.colour !== "none" && !/^rgba\(.*, 0\)$/.test(shape.colour) && shape.opacity > 0.02);
    const texts = [...root.querySelectorAll("text")].filter((text) => text.textContent.trim() && visible(text)).map((element) => {
      const style = getComputedStyle(element.querySelector("tspan") || element);
      const matrix = element.getScreenCTM();
      return {
        element, text: words(element), rows: rowsOf(element, origin), colour: style.fill,
        opacity: opacityOf(element) * Number(style.fillOpacity),
        size: parseFloat(style.fontSize) * (matrix ? Math.hypot(matrix.a, matrix.b) : 1),
        label: Boolean(element.closest(LABELS)) || element.classList.contains("messageText"),
        weight: style.fontWeight,
      };
    });
    return { shapes, texts, frames };
  }

  function words(element) {
    const rows = [...element.children].filter((child) => child.localName === "tspan" && (child.hasAttribute("x") || child.hasAttribute("dy")));
    const parts = rows.length ? rows.map((row) => row.textContent.trim()) : [element.textContent];
    const spaced = parts.join(" ").replace(/\s+/g, " ").trim(), joined = parts.join("");
    return rows.length > 1 && !sourceText.includes(spaced) && sourceText.includes(joined) ? joined : spaced;
  }

  function ownerOf(text, row, shapes, root) {
    const [x, y] = centre(row);
    let group = text.element.parentElement;
    for (let level = 0; level < 4 && group && group !== root; level++, group = group.parentElement) {
      if (/^(nodes|root|edgeLabels|clusters|edgePaths|label-group)$/.test(group.getAttribute("class") || "")) return null;
      const near = shapes.filter((shape) => !shape.ground && group.contains(shape.element));
      const found = near.filter((shape) =>
        shape.box.left <= x && x <= shape.box.right && shape.box.top <= y && y <= shape.box.bottom);
      if (found.length) return found.reduce((best, shape) => (area(shape) < area(best) ? shape : best));
      if (near.length) return null;
    }
    return null;
  }

  const area = (shape) => shape.box.width * shape.box.height;

  function outside(texts, shapes, kind, origin, root) {
    if (LOOSE.has(kind)) return [];
    const found = [];
    for (const text of texts) {
      if (text.label || text.element.closest(".data-point")) continue;
      for (const row of text.rows) {
        if (row.turned) continue;
        const owner = ownerOf(text, row, shapes, root);
        if (!owner) continue;
        const [[left, top], , [right, bottom]] = row.quad;
        const middle = (top + bottom) / 2;
        const whole = owner.element.localName !== "path" || area(owner) > 0;
        const sides = Math.max(owner.box.left - left, right - owner.box.right, owner.box.top - top, bottom - owner.box.bottom);
        const ends = whole && [left + 2.5, right - 2.5].some((x) => !within(owner.element, x, middle, origin, root));
        if (sides > 2 || (ends && right - left > 6 && within(owner.element, ...centre(row), origin, root))) {
          found.push({ rule: "text-outside-box", text: text.text, by: Math.round(Math.max(sides, 1)) });
          break;
        }
      }
    }
    return found;
  }

  function collisions(texts) {
    const found = [];
    for (let one = 0; one < texts.length; one++) {
      for (let two = one + 1; two < texts.length; two++) {
        let deepest = 0;
        for (const first of texts[one].rows) for (const second of texts[two].rows) deepest = Math.max(deepest, overlap(first.quad, second.quad));
        if (deepest > 1.5) found.push({ rule: "text-over-text", text: texts[one].text, other: texts[two].text, by: Math.round(deepest) });
      }
    }
    return found;
  }

  function cutOff(texts, nodes, box) {
    const found = [];
    const [width, height] = [box[2], box[3]];
    const beyond = (points) => Math.max(...points.map(([x, y]) => Math.max(-x, x - width, -y, y - height)));
    for (const text of texts) {
      const by = Math.max(0, ...text.rows.map((row) => beyond(row.quad)));
      if (by > 1.5) found.push({ rule: "text-cut-off", text: text.text, by: Math.round(by) });
      else if (clipped(text)) found.push({ rule: "text-cut-off", text: text.text, by: clipped(text) });
    }
    for (const node of nodes) {
      const by = beyond(rectQuad(node.box));
      if (by > 6) found.push({ rule: "shape-cut-off", text: node.text, by: Math.round(by) });
    }
    return found;
  }

  function clipped(text) {
    for (let at = text.element; at && at.id !== "stage"; at = at.parentElement) {
      const style = getComputedStyle(at);
      const id = (style.clipPath.match(/#([^")]+)/) || [])[1];
      const clip = id && document.getElementById(id);
      if (!clip || !clip.firstElementChild) continue;
      const frame = clip.firstElementChild.getBBox(), box = text.element.getBBox();
      if (clip.getAttribute("clipPathUnits") === "objectBoundingBox" || at !== text.element) continue;
      const by = Math.max(box.x + box.width - frame.x - frame.width, frame.x - box.x);
      if (by > 2) return Math.round(by);
    }
    return 0;
  }

  function nodesOf(root, origin) {
    const named = [...root.querySelectorAll(".branchLabelBkg")].map((element) => ({ element, shape: element, box: boxIn(element, origin), text: "a branch" }));
    return [...named, ...nodesIn(root, origin)];
  }

  function nodesIn(root, origin) {
    return [...root.querySelectorAll(NODES)].filter((node) => visible(node) && !node.closest(".edgeLabel") && !node.parentElement.closest(NODES)).map((node) => {
      const shape = node.querySelector(":scope > .label-container, :scope > rect, :scope > polygon, :scope > circle, :scope > path, :scope > g.basic, :scope > g.outer-path") || node;
      const text = node.querySelector("text");
      return { element: node, shape, box: boxIn(shape, origin), text: text ? words(text) : "" };
    }).filter((node) => node.box.width > 8 && node.box.height > 8);
  }

  const holds = (outer, inner) => inner.left >= outer.left - 2 && inner.right <= outer.right + 2 && inner.top >= outer.top - 2 && inner.bottom <= outer.bottom + 2;

  function overlappingNodes(nodes, kind) {
    const found = [];
    nodes.forEach((one, at) => nodes.slice(at + 1).forEach((two) => {
      if (one.element.contains(two.element) || two.element.contains(one.element)) return;
      if (kind === "block" && (holds(one.box, two.box) || holds(two.box, one.box))) return;
      const by = overlap(rectQuad(one.box), rectQuad(two.box));
      if (by > 3) found.push({ rule: "shapes-overlap", text: one.text, other: two.text, by: Math.round(by) });
    }));
    return found;
  }

  function labelsOverNodes(texts, nodes, kind) {
    const found = [];
    for (const text of texts) {
      const loose = text.element.closest(".edgeLabel, .edgeTerminals, .cluster-label, .architecture-groups") || (kind === "c4" && !text.element.closest(".node"));
      if (!loose) continue;
      for (const node of nodes) {
        if (node.element.contains(text.element)) continue;
        const by = Math.max(0, ...text.rows.map((row) => overlap(row.quad, rectQuad(node.box))));
        if (by > 2) found.push({ rule: "text-over-shape", text: text.text, other: node.text, by: Math.round(by) });
      }
    }
    return found;
  }

  function namesOverHeads(texts, root, origin) {
    const heads = [...root.querySelectorAll(".architecture-edges .arrow")].map((head) => boxIn(head, origin));
    return texts.filter((text) => heads.some((head) => text.rows.some((row) => overlap(row.quad, rectQuad(head)) > 2.5)))
      .map((text) => ({ rule: "text-over-shape", text: text.text, other: "the head of an arrow", by: 0 }));
  }

  function titlesOverBars(texts, root, origin) {
    const bars = [...root.querySelectorAll("rect.task:not(.vert)")].map((bar) => boxIn(bar, origin));
    return texts.filter((text) => text.element.matches(".sectionTitle") &&
      bars.some((bar) => text.rows.some((row) => overlap(row.quad, rectQuad(bar)) > 2)))
      .map((text) => ({ rule: "text-over-shape", text: text.text, other: "a bar", by: 0 }));
  }

  function clustersOf(root, origin) {
    return [...root.querySelectorAll(".cluster, .statediagram-cluster, .note-cluster, .architecture-groups rect, .em-box")].map((cluster) => {
      const shape = cluster.localName === "g" ? cluster.querySelector("rect, path, polygon") || cluster : cluster;
      const text = cluster.querySelector("text");
      return { element: cluster, box: boxIn(shape, origin), text: text ? words(text) : "" };
    });
  }

  function straddling(nodes, clusters) {
    const found = [];
    for (const cluster of clusters) {
      for (const node of nodes) {
        const by = overlap(rectQuad(node.box), rectQuad(cluster.box));
        if (!holds(cluster.box, node.box) && by > 4) found.push({ rule: "shapes-overlap", text: node.text, other: cluster.text, by: Math.round(by) });
      }
    }
    return found;
  }

  // Every line that leads somewhere, with a point each few pixels of it.
  function leadsOf(root, origin) {
    return [...root.querySelectorAll(LEADS)].filter((line) => !line.closest("defs, marker") && visible(line)).map((element) => {
      const style = getComputedStyle(element);
      const unseen = style.stroke === "none" || parseFloat(style.strokeWidth) === 0;
      const data = element.localName !== "path" || element.getAttribute("d");
      const bad = !data || /NaN|undefined/.test(data);
      const length = bad ? 0 : element.getTotalLength();
      if (length < 1) return { element, points: [], unseen, step: 0 };
      const matrix = element.getScreenCTM(), count = Math.max(2, Math.min(400, Math.round(length / STEP)));
      const points = Array.from({ length: count + 1 }, (_, at) => {
        const point = element.getPointAtLength(length * at / count);
        return [matrix.a * point.x + matrix.c * point.y + matrix.e - origin.x, matrix.b * point.x + matrix.d * point.y + matrix.f - origin.y];
      });
      return { element, points, unseen, step: length / count };
    });
  }

  const isEdge = (lead) => lead.element.localName === "path" && lead.element.matches(EDGES);
  const awayFrom = (box, [x, y]) => Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  const fromBorder = (box, [x, y]) => awayFrom(box, [x, y]) || Math.min(x - box.left, box.right - x, y - box.top, box.bottom - y);
  const keyOf = (node) => (node.element.id || "").replace(/^drawing-/, "").replace(/^(flowchart|classId|state|service|junction)-/, "").replace(/^((?:entity-)?.*?)-\d+$/, "$1");

  function linkedBy(lead, node) {
    const key = keyOf(node).replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), id = lead.element.getAttribute("data-id") || lead.element.id;
    return Boolean(key) && new RegExp(`(^|[-_])${key}([-_]|$)`).test(id);
  }

  // The nodes or groups at the two ends of an edge: among those that touch it, those that its id names.
  function endsOf(lead, places) {
    return [lead.points[0], lead.points[lead.points.length - 1]].map((point) => {
      const near = places.map((place) => ({ place, away: place.shape ? awayFrom(place.box, point) : fromBorder(place.box, point) })).filter((one) => one.away <= 22);
      const named = near.filter((one) => linkedBy(lead, one.place));
      const least = (found) => found.reduce((best, one) => (!best || one.away < best.away - 0.5 ? one : best), null);
      const found = least(named) || least(near);
      return found ? found.place : null;
    });
  }

  // An edge as its author knows it: the labels of its ends and its own.
  function called(lead, places, root) {
    const [from, to] = lead.points.length ? endsOf(lead, places) : [null, null];
    const id = lead.element.getAttribute("data-id") || lead.element.id.replace(/^drawing-?/, "");
    const label = root.querySelector(`.edgeLabel [data-id="${CSS.escape(id.replace(/^drawing-/, ""))}"]`);
    const name = (place) => (place ? place.text || keyOf(place) : "");
    return { begin: name(from), to: name(to), label: label ? label.textContent.trim() : "", id };
  }

  function looseEnds(root, origin, leads, places) {
    const found = [];
    const tiny = [...root.querySelectorAll(".node, .label, .state-start, .state-end, .junction, .architecture-junction")].map((node) => boxIn(node, origin));
    if (!places.length) return found;
    const boxes = [...places.map((place) => place.box), ...tiny];
    for (const lead of leads.filter(isEdge)) {
      const ends = [lead.points[0], lead.points[lead.points.length - 1]];
      const away = lead.points.length ? Math.max(...ends.map((point) => Math.min(...boxes.map((box) => awayFrom(box, point))))) : Infinity;
      if (away > 22) found.push({ rule: "edge-without-end", text: "", edge: called(lead, places, root), by: away < Infinity ? Math.round(away) : 0 });
    }
    return found;
  }

  // An edge through a node, or hidden behind it: neither of its ends, so that it reads as two edges.
  function throughNodes(root, origin, leads, nodes, places, kind) {
    const found = [], centred = kind === "mindmap" || kind === "architecture";
    const bare = nodes.filter((node) => !nodes.some((other) => other !== node && other.element !== node.element && holds(node.box, other.box)));
    for (const lead of leads.filter((one) => isEdge(one) && !one.unseen && one.points.length)) {
      const ends = endsOf(lead, places);
      for (const node of bare) {
        const own = ends.some((end) => end && end.element === node.element);
        if (own && centred) continue;
        const inside = lead.points.filter(([x, y]) => x > node.box.left + 1 && x < node.box.right - 1 && y > node.box.top + 1 && y < node.box.bottom - 1 &&
          (!node.shape.isPointInFill || within(node.shape, x, y, origin, root)));
        const length = (inside.length - 1) * lead.step;
        if (length > (own ? Math.max(24, Math.min(node.box.width, node.box.height) * 0.6) : 8)) {
          found.push({ rule: "edge-over-shape", text: node.text || keyOf(node), edge: called(lead, places, root), own, by: Math.round(length) });
        }
      }
    }
    return found;
  }

  // Texts that a line runs through, unless something solid, or a ground of their own, lies between the two.
  function textsOnLines(texts, leads, shapes, origin, root) {
    const found = [];
    const follows = (one, two) => Boolean(one.compareDocumentPosition(two) & Node.DOCUMENT_POSITION_FOLLOWING);
    for (const text of texts) {
      if (text.element.matches(".sequenceNumber")) continue; // stands on a marker, which is no shape of its own
      const style = getComputedStyle(text.element);
      const grounded = style.paintOrder.startsWith("stroke") && style.stroke !== "none" && parseFloat(style.strokeWidth) >= 4;
      for (const row of text.rows.filter((one) => !one.turned)) {
        const [[left, top], , [right, bottom]] = row.quad;
        const over = leads.find((lead) => {
          if (lead.unseen || lead.element.contains(text.element)) return false;
          const under = follows(lead.element, text.element);
          if (under && grounded) return false;
          const hit = lead.points.filter(([x, y]) => x > left + 1 && x < right - 1 && y > top && y < bottom);
          if (hit.length < 2 || (hit.length - 1) * lead.step < 5) return false;
          const [x, y] = hit[Math.floor(hit.length / 2)];
          return !shapes.some((shape) => solid(shape) > 0.9 && follows(lead.element, shape.element) && (!under || follows(shape.element, text.element)) &&
            within(shape.element, x, y, origin, root));
        });
        if (over) { found.push({ text, lead: over }); break; }
      }
    }
    return found;
  }

  // The same before the drawing is mended: which texts of a choice need a ground, and of which colour.
  function struck(root, choice) {
    const frame = root.getBoundingClientRect(), origin = { x: frame.x, y: frame.y };
    const { shapes, texts } = collect(root, origin);
    const chosen = texts.filter((text) => text.element.matches(choice));
    return textsOnLines(chosen, leadsOf(root, origin), shapes, origin, root).map(({ text }) => {
      const [x, y] = centre(text.rows[0]);
      const under = shapes.filter((shape) => solid(shape) > 0.9 && !shape.element.matches(BARS) && (text.element.compareDocumentPosition(shape.element) & Node.DOCUMENT_POSITION_PRECEDING) &&
        within(shape.element, x, y, origin, root));
      return { element: text.element, ground: under.length ? under[under.length - 1].colour : "" };
    });
  }

  // Every label with its rows; those of messages and notes are texts of their own, one after another.
  function labelsOf(texts) {
    const found = [], split = ".messageText, .noteText, .noteText *";
    for (const text of texts) {
      const last = found[found.length - 1];
      if (last && text.element.matches(split) && last.end.nextElementSibling === text.element && last.end.matches(split)) {
        Object.assign(last, { end: text.element, rows: [...last.rows, ...text.rows] });
      } else found.push({ text, end: text.element, rows: text.rows });
    }
    return found;
  }

  // Words that a line break went through, where the source has them whole.
  function brokenWords(texts) {
    const found = [];
    const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
    for (const { text, rows } of labelsOf(texts)) {
      for (let at = 1; at < rows.length; at++) {
        const end = (rows[at - 1].text.match(/\S+$/) || [""])[0], begin = (rows[at].text.match(/^\S+/) || [""])[0];
        const soft = end.replace(/-$/, "");
        if (!/[\p{L}\p{N}]$/u.test(soft) || !/^[\p{L}\p{N}]/u.test(begin) || unspaced.test(soft.slice(-1) + begin[0])) continue;
        const part = [end + begin, soft + begin].find((word) => sourceText.includes(word));
        if (part === undefined || (end !== soft && part === end + begin)) continue;
        const at0 = sourceText.indexOf(part), before = sourceText.slice(0, at0).match(/[\p{L}\p{N}_-]*$/u)[0];
        const whole = before + part + sourceText.slice(at0 + part.length).match(/^[\p{L}\p{N}_-]*/u)[0];
        found.push({ rule: "word-broken", text: text.text, other: `${end}|${begin}`, whole, by: 0 });
        break;
      }
    }
    return found;
  }

  function looseMessages(root, origin) {
    const lines = [...root.querySelectorAll("line.actor-line, [data-et=life-line]")].map((line) => boxIn(line, origin));
    const found = [];
    if (!lines.length) return found;
    const heads = [...root.querySelectorAll("rect.actor")].map((head) => boxIn(head, origin));
    for (const message of root.querySelectorAll("line.messageLine0, line.messageLine1")) {
      const box = boxIn(message, origin);
      for (const x of [box.left, box.right]) {
        const away = Math.min(...lines.map((line) => Math.abs((line.left + line.right) / 2 - x)));
        const middle = (box.top + box.bottom) / 2;
        const atHead = heads.some((head) => x > head.left - 12 && x < head.right + 12 && middle > head.top - 12 && middle < head.bottom + 12);
        if (away > 90 && !atHead) found.push({ rule: "edge-without-end", text: message.id, by: Math.round(away) });
      }
    }
    return found;
  }

  function buried(texts, shapes, origin, root) {
    const found = [];
    for (const text of texts) {
      for (const row of text.rows) {
        const over = shapes.find((shape) => !shape.element.contains(text.element) && solid(shape) > 0.6 &&
          (text.element.compareDocumentPosition(shape.element) & Node.DOCUMENT_POSITION_FOLLOWING) &&
          shape.box.width > 4 && shape.box.height > 4 && within(shape.element, ...centre(row), origin, root));
        if (over) { found.push({ rule: "text-buried", text: text.text, by: 0 }); break; }
      }
    }
    return found;
  }

  function broken(root) {
    const found = new Set();
    for (const element of root.querySelectorAll("*")) {
      for (const attribute of element.attributes) {
        if (/^(d|x|y|x1|x2|y1|y2|cx|cy|r|width|height|transform|points)$/.test(attribute.name) && /NaN|undefined|Infinity/.test(attribute.value)) found.add(element.localName);
      }
    }
    return [...found].map((tag) => ({ rule: "broken-geometry", text: tag, by: 0 }));
  }

  const channel = (value) => (value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const over = (top, alpha, under) => top.map((value, at) => value * alpha + under[at] * (1 - alpha));

  function resolve(colour, palette) {
    const parts = (colour.match(/[\d.]+/g) || [0, 0, 0]).map(Number);
    const name = nameOfColour(`rgb(${parts.slice(0, 3).join(", ")})`);
    return [name && palette[name] ? palette[name] : parts.slice(0, 3), parts.length === 4 ? parts[3] : 1];
  }

  function contrasts(texts, shapes, origin, root) {
    const found = [];
    for (const text of texts) {
      let worst = null;
      for (const row of text.rows) {
        const [x, y] = centre(row);
        const under = shapes.filter((shape) => shape.box.left <= x && x <= shape.box.right && shape.box.top <= y && y <= shape.box.bottom &&
          (text.element.compareDocumentPosition(shape.element) & Node.DOCUMENT_POSITION_PRECEDING) && within(shape.element, x, y, origin, root));
        for (const [scheme, palette] of Object.entries(palettes)) {
          let ground = palette["diagram-paper"];
          for (const shape of under) {
            const [colour, alpha] = resolve(shape.colour, palette);
            ground = over(colour, alpha * shape.opacity, ground);
          }
          // The number of a message stands on a marker, which is no shape of its own.
          if (text.element.matches(".sequenceNumber")) ground = palette["diagram-line"];
          const [ink, alpha] = resolve(text.colour, palette);
          const seen = over(ink, alpha * text.opacity, ground);
          const [one, two] = [luminance(seen), luminance(ground)].sort((a, b) => b - a);
          const ratio = (one + 0.05) / (two + 0.05);
          const top = under[under.length - 1];
          if (!worst || ratio < worst.ratio) worst = { ratio, scheme, ground: top ? top.colour : "", on: top ? shapes.indexOf(top) : -1 };
        }
      }
      if (worst) found.push({ text: text.text, ratio: Math.round(worst.ratio * 100) / 100, scheme: worst.scheme, ground: worst.ground, on: worst.on, ink: text.colour });
    }
    return found;
  }

  function inspect(root, box, kind, namer, source) {
    nameOfColour = namer;
    sourceText = source;
    const frame = root.getBoundingClientRect();
    const origin = { x: frame.x, y: frame.y };
    const { shapes, texts, frames } = collect(root, origin);
    const nodes = nodesOf(root, origin), clusters = clustersOf(root, origin);
    const places = [...nodes, ...clusters], leads = leadsOf(root, origin);
    const measured = contrasts(texts, shapes, origin, root);
    return {
      words: [...texts.map((text) => text.text), ...[...root.querySelectorAll("foreignObject")].map((html) => html.textContent.replace(/\s+/g, " ").trim())],
      hidden: [...root.querySelectorAll("text")].filter((text) => text.textContent.trim() && !visible(text) && !text.closest("defs")).map(words),
      painted: shapes.length + root.querySelectorAll("line, polyline").length + texts.length,
      edges: root.querySelectorAll(EDGES).length,
      anchors: [...root.querySelectorAll("a")].map((a) => a.getAttribute("href") || a.getAttribute("xlink:href") || ""),
      images: root.querySelectorAll("image").length,
      slices: root.querySelectorAll(".pieCircle").length,
      smallest: texts.reduce((least, text) => (text.size < least.size ? { size: text.size, text: text.text } : least), { size: Infinity, text: "" }),
      contrast: measured.reduce((worst, one) => (worst && worst.ratio <= one.ratio ? worst : one), null),
      faint: measured.filter((one) => one.ratio < 4.5),
      problems: [
        ...broken(root), ...cutOff(texts, nodes, box), ...outside(texts, [...shapes, ...frames], kind, origin, root), ...collisions(texts),
        ...overlappingNodes(nodes, kind), ...straddling(nodes, clusters), ...labelsOverNodes(texts, nodes, kind), ...throughNodes(root, origin, leads, nodes, places, kind), ...titlesOverBars(texts, root, origin), ...namesOverHeads(texts, root, origin),
        ...looseEnds(root, origin, leads, places), ...looseMessages(root, origin), ...buried(texts, shapes, origin, root),
        ...textsOnLines(texts, leads, shapes, origin, root).map(({ text, lead }) => ({
          rule: "text-struck", text: text.text, edge: isEdge(lead) ? called(lead, places, root) : null,
          other: lead.element.getAttribute("data-et") === "life-line" ? lead.element.getAttribute("name") || "" : "", by: 0,
        })),
        ...brokenWords(texts),
      ],
    };
  }

  // The palette of the scheme and medium that the page is in now.
  function learn(scheme, markers) {
    const style = getComputedStyle(document.documentElement);
    const probe = document.createElement("i");
    document.body.append(probe);
    palettes[scheme] = {};
    for (const name of Object.keys(markers)) {
      probe.style.color = style.getPropertyValue(`--${name}`);
      palettes[scheme][name] = getComputedStyle(probe).color.match(/\d+/g).slice(0, 3).map(Number);
    }
    probe.remove();
  }

  window.inspector = { inspect, learn, struck };
})();
