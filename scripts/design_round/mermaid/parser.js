// Runs Mermaid's own parser outside a browser. `check(texts)` starts the verdicts, `take()` hands them over as JSON once
// Mermaid's promises have settled. Loaded after Mermaid itself; `stub` must come before it.
//
// Mermaid removes front matter, directives and comments before it parses, so the lines it names are not the author's.
// Here the same removals are done with every character's place kept, and the lexer is watched, so that a fault is
// found at the character where it was written.
"use strict";

const FRONT_MATTER = /^([^\S\n\r]*)-{3}\s*[\n\r](.*?)[\n\r]\1-{3}\s*[\n\r]+/s;
const DIRECTIVE = /%{2}{\s*(?:(\w+)\s*:|(\w+))\s*(?:(\w+)|((?:(?!}%{2}).|\r?\n)*))?\s*(?:}%{2})?/gi;
const COMMENT = /^\s*%%(?!{)[^\n]+\n?/gm;
const ENTITIES = [/style.*:\S*#.*;/g, /classDef.*:\S*#.*;/g];
const ENTITY = /#\w+;/g;

/** A text, and for each of its characters the place it had in the text that it was made from. */
class Tracked {
  constructor(text, places) {
    this.text = text;
    this.places = places ?? Array.from({ length: text.length + 1 }, (_, place) => place);
  }

  slice(start, end = this.text.length) {
    return new Tracked(this.text.slice(start, end), this.places.slice(start, end + 1));
  }

  replace(pattern, make) {
    let text = "";
    const places = [];
    let from = 0;
    for (const match of this.text.matchAll(pattern)) {
      const made = make(match[0]);
      const end = match.index + match[0].length;
      for (let at = from; at < match.index; at++) places.push(this.places[at]);
      for (let at = 0; at < made.length; at++) places.push(this.places[Math.min(match.index + at, end - 1)]);
      text += this.text.slice(from, match.index) + made;
      from = end;
    }
    for (let at = from; at <= this.text.length; at++) places.push(this.places[at]);
    return new Tracked(text + this.text.slice(from), places);
  }
}

/** What Mermaid's parsers get to see of a diagram. */
function preprocessed(source) {
  let tracked = new Tracked(source);
  // Mermaid does this twice: once for the configuration, once more for the diagram.
  for (let round = 0; round < 2; round++) {
    const front = FRONT_MATTER.exec(tracked.text);
    if (front) tracked = tracked.slice(front[0].length);
    tracked = tracked.replace(DIRECTIVE, () => "").replace(COMMENT, () => "");
    tracked = tracked.slice(tracked.text.length - tracked.text.trimStart().length);
  }
  for (const pattern of ENTITIES) tracked = tracked.replace(pattern, (found) => found.slice(0, -1));
  return tracked.replace(ENTITY, (found) => `${/^#\+?\d+;$/.test(found) ? "ﬂ°°" : "ﬂ°"}${found.slice(1, -1)}¶ß`);
}

/** The place in the source of a place in the text that a parser was given. */
function placeInSource(source, given, place) {
  let tracked = preprocessed(source);
  if (!same(tracked.text, given)) {
    const flow = tracked.replace(/}\s*\n/g, () => "}\n");
    if (same(flow.text, given)) tracked = flow;
  }
  const text = tracked.text;
  const last = tracked.places[text.length];
  if (same(text, given)) return tracked.places[Math.min(place, text.length)] ?? last;
  let start = 0;
  while (start < place && text[start] === given[start]) start++;
  if (start === place) return tracked.places[start] ?? last;
  const fromEnd = given.trimEnd().length - place;
  return tracked.places[Math.max(start, text.trimEnd().length - fromEnd)] ?? last;
}

function same(text, given) {
  return text === given || text + "\n" === given;
}

/** The lexer at work, watched for the text it is given and the states it enters. */
let watched = null;

const createObject = Object.create;
Object.create = function create(prototype, ...more) {
  const made = createObject.call(Object, prototype, ...more);
  if (typeof prototype?.setInput === "function" && typeof prototype.begin === "function") watch(made, prototype);
  return made;
};

function watch(lexer, prototype) {
  watched = { lexer, input: "", entered: [] };
  const mine = watched;
  lexer.setInput = function setInput(input, yy) {
    mine.input = input;
    mine.entered = [];
    return prototype.setInput.call(this, input, yy);
  };
  lexer.begin = lexer.pushState = function begin(state) {
    mine.entered.push({ state, at: this.matched.length - this.match.length });
    return prototype.begin.call(this, state);
  };
  lexer.popState = function popState() {
    mine.entered.pop();
    return prototype.popState.call(this);
  };
}

let verdicts = [];

/** One after the other: Mermaid keeps the configuration of the diagram at hand in one place. */
async function check(sources, contents) {
  verdicts = [];
  for (const source of sources) {
    watched = null;
    try {
      const parsed = await mermaid.mermaidAPI.parse(source);
      const type = parsed.diagramType;
      const asked = FACTS[type] && (!WORTH_ASKING[type] || WORTH_ASKING[type].test(source));
      const db = contents || asked ? await dbOf(source) : null;
      const content = db && contents ? attempt(() => contentOf(db), null) : null;
      verdicts.push({ ok: true, type, content, facts: db && asked ? attempt(() => FACTS[type](db), {}) : {} });
    } catch (error) {
      verdicts.push(describe(source, error));
    }
  }
}

async function dbOf(source) {
  try {
    return (await mermaid.mermaidAPI.getDiagramFromText(source)).db;
  } catch {
    return null;
  }
}

function attempt(work, instead) {
  try {
    return work();
  } catch {
    return instead;
  }
}

/** What `undrawable.py` asks of the types that Mermaid may read and yet cannot draw. */
const FACTS = {
  sankey: (db) => ({
    links: db.getLinks().map(({ source, target, value }) => [source.ID, target.ID, Number.isFinite(value)]),
  }),
  xychart: (db) => ({ plots: db.getXYChartData().plots.length }),
  gantt: (db) => ({ error: errorOf(() => db.getTasks()) }),
  c4: (db) => ({
    relations: db.getRels().map(({ from, to }) => [from, to]),
    names: [...db.getC4ShapeArray(), ...db.getBoundaries()].map(({ alias }) => alias),
  }),
  stateDiagram: (db) => {
    const { nodes } = db.getData();
    const homes = nodes.filter(({ parentId }) => parentId).map(({ parentId, id }) => [parentId, id]);
    return { shapeless: nodes.filter(({ shape }) => !shape).map(({ id }) => id), homes };
  },
  "flowchart-v2": (db) => ({ homes: db.getSubGraphs().flatMap(({ id, nodes }) => nodes.map((node) => [id, node])) }),
  requirement: (db) => ({
    relations: valuesOf(db.getRelationships()).map(({ src, dst }) => [src, dst]),
    names: [...keysOf(db.getRequirements()), ...keysOf(db.getElements())],
  }),
  venn: (db) => ({ sets: db.getSubsetData().length }),
  sequence: (db) => ({ names: keysOf(db.getActors()) }),
  journey: (db) => ({ tasks: db.getTasks().map(({ task, score }) => [task, Number.isFinite(score)]) }),
};
FACTS.flowchart = FACTS["flowchart-elk"] = FACTS["flowchart-v2"];
FACTS.state = FACTS.stateDiagram;

/** Reading a diagram twice takes its time: of these types, most hold nothing of what is asked. */
const WORTH_ASKING = {
  "flowchart-v2": /subgraph[^]*subgraph/,
  flowchart: /subgraph[^]*subgraph/,
  "flowchart-elk": /subgraph[^]*subgraph/,
  stateDiagram: /note\s|\{[^]*\{/i,
  state: /note\s|\{[^]*\{/i,
  sequence: /^\s*(?:de)?activate\s/im,
};

function errorOf(work) {
  try {
    work();
    return "";
  } catch (error) {
    return String(error?.message ?? error);
  }
}

/** What a diagram holds, as far as the house rules ask: its boxes, its labels and what leads where. */
function contentOf(db) {
  const groups = new Set((db.getSubGraphs?.() ?? []).map((group) => group.id));
  const inner = valuesOf(db.getStates?.()).flatMap((state) => statesIn(state.doc));
  const all = [...BOXES.flatMap((name) => keysOf(db[name]?.())), ...inner];
  const boxes = all.filter((id) => id && !groups.has(id) && !/(?:^root|^\[\*\]|_)(?:_?start|_?end)?$/.test(id));
  const edges = db.getEdges?.() ?? [];
  const labelled = [...valuesOf(db.getVertices?.()), ...(db.getSubGraphs?.() ?? []), ...(db.getEdges ? edges : [])];
  const labels = labelled.map((item) => String(item.text ?? item.title ?? "")).filter(Boolean);
  return {
    boxes: [...new Set(boxes)],
    labels: labels.map((label) => label.replace(/ﬂ°°(\d+)¶ß/g, "#$1;").replace(/ﬂ°(\w+)¶ß/g, "#$1;")),
    edges: edges.map((edge) => [String(edge.start), String(edge.end)]),
    direction: String(db.getDirection?.() ?? ""),
    title: String(db.getAccTitle?.() ?? ""),
    description: String(db.getAccDescription?.() ?? ""),
  };
}

const BOXES = [
  ...["getVertices", "getClasses", "getStates", "getActors", "getEntities", "getServices", "getElements"],
  ...["getRequirements", "getC4ShapeArray", "getMindmap"],
];

/** The states inside a composite state; Mermaid keeps them as statements. */
function statesIn(statements) {
  return (statements ?? []).flatMap((item) => [
    ...(item.stmt === "relation" ? [item.state1?.id, item.state2?.id] : item.stmt === "state" ? [item.id] : []),
    ...statesIn(item.doc),
  ]);
}

function nodesOf(tree) {
  return tree ? [tree, ...(tree.children ?? []).flatMap(nodesOf)] : [];
}

function keysOf(collection) {
  if (collection instanceof Map) return [...collection.keys()].map(String);
  if (Array.isArray(collection)) return collection.map((item, number) => String(item?.alias ?? item?.id ?? number));
  if (Array.isArray(collection?.children)) return nodesOf(collection).map((node) => String(node.id));
  return Object.keys(collection ?? {});
}

function valuesOf(collection) {
  return collection instanceof Map ? [...collection.values()] : Object.values(collection ?? {});
}

function take() {
  return JSON.stringify(verdicts);
}

/** What went wrong, where in the source (`place`, -1 where Mermaid does not tell), and what was expected instead. */
function describe(source, error) {
  try {
    return described(source, error);
  } catch {
    const message = String(error?.message ?? error);
    return { ok: false, kind: "other", message, place: -1, expected: [], entered: [] };
  }
}

function described(source, error) {
  const message = String(error?.message ?? error);
  const type = typeOf(source);
  const base = { ok: false, type, kind: "other", message, place: -1, expected: [], entered: [] };
  if (error?.name === "UnknownDiagramError") return { ...base, kind: "type", place: preprocessed(source).places[0] };
  const front = FRONT_MATTER.exec(source);
  if (error?.mark && front && !watched) return { ...base, ...yamlFault(front, source, error) };
  if (error?.result?.parserErrors) return { ...base, ...langiumFault(source, error.result) };
  if (watched) return { ...base, ...jisonFault(source, error) };
  return base;
}

function typeOf(source) {
  try {
    return mermaid.detectType(preprocessed(source).text);
  } catch {
    return "";
  }
}

function yamlFault(front, source, error) {
  const start = source.indexOf("\n", source.indexOf("---")) + 1;
  const lines = front[2].split("\n");
  const place = lines.slice(0, error.mark.line).reduce((sum, line) => sum + line.length + 1, start);
  const end = start + front[2].length;
  return { kind: "front-matter", message: error.reason, place: Math.min(place + front[1].length + error.mark.column, end) };
}

function langiumFault(source, result) {
  const given = result.value?.$cstNode?.root?.fullText ?? preprocessed(source).text + "\n";
  const [lexical] = result.lexerErrors;
  const [wrong] = result.parserErrors;
  const token = wrong?.token;
  let place = lexical?.offset ?? Infinity;
  let found = lexical ? given.slice(place, place + (lexical.length ?? 1)) : "";
  let message = lexical?.message ?? "";
  if (wrong) {
    const known = Number.isFinite(token.startOffset);
    const start = known ? token.startOffset : endOf(given);
    if (start < place) [place, found, message] = [start, known ? token.image : "", wrong.message];
  }
  return { kind: "parse", message, found, place: placeInSource(source, given, place) };
}

function endOf(text) {
  return text.trimEnd().length;
}

function jisonFault(source, error) {
  const { lexer, input, entered } = watched;
  const places = { entered: entered.map(({ state, at }) => ({ state, place: placeInSource(source, input, at) })) };
  if (!error?.hash || !/^(?:Parse|Lexical) error/.test(error.message)) return { ...places, kind: "meaning" };
  const lexical = error.message.startsWith("Lexical");
  const at = lexical ? lexer.matched.length : lexer.matched.length - lexer.match.length;
  const found = lexical ? input.slice(at, at + 1) : lexer.match;
  return {
    ...places,
    kind: lexical ? "lexical" : "parse",
    found,
    token: error.hash.token ?? "",
    expected: (error.hash.expected ?? []).map((name) => name.replace(/^'|'$/g, "")),
    place: placeInSource(source, input, at >= endOf(input) && !lexical ? endOf(input) : at),
  };
}
