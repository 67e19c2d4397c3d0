// The few things of a browser that Mermaid's parsers ask for. Nothing here draws, fetches or runs a diagram's text.
"use strict";

globalThis.window = globalThis;
globalThis.addEventListener = () => {};
globalThis.location = { protocol: "about:", host: "", pathname: "blank", search: "" };
globalThis.Element = class Element {};
globalThis.Node = class Node {};
globalThis.document = { nodeType: 9, createElement: () => ({}), body: {}, head: {}, documentElement: {} };
// What is a colour is left to the drawing: every name is taken for one, as an unknown one only changes the look.
globalThis.CSS = { supports: () => true, escape: (text) => text };
globalThis.console = Object.fromEntries(
  ["debug", "error", "info", "log", "trace", "warn"].map((name) => [name, () => {}]),
);

globalThis.structuredClone ??= function structuredClone(value) {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(structuredClone);
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, structuredClone(item)]));
  if (value instanceof Set) return new Set([...value].map(structuredClone));
  if (value instanceof Date) return new Date(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, structuredClone(item)]));
};

globalThis.TextEncoder ??= class TextEncoder {
  encode(text) {
    return Uint8Array.from(unescape(encodeURIComponent(String(text).toWellFormed())), (char) => char.charCodeAt(0));
  }
};

globalThis.URL ??= class URL {
  constructor(address) {
    const parts = /^([a-z][a-z0-9+.-]*:)\/\/([^/?#]+)(.*)$/i.exec(String(address).trim());
    if (!parts) throw new TypeError("Invalid URL");
    [, this.protocol, this.hostname, this.rest] = parts;
  }

  static canParse(address) {
    return /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]+/i.test(String(address).trim());
  }

  toString() {
    return `${this.protocol}//${this.hostname}${this.rest}`;
  }
};

// Mermaid copies its whole configuration some twenty times a diagram, defining every property; a plain assignment does
// the same to a plain object in two thirds of the time.
{
  const defineSlowly = Object.defineProperty;
  Object.defineProperty = function defineProperty(object, key, how) {
    const plain = how?.writable && how.enumerable && how.configurable && "value" in how;
    if (!plain || Object.getPrototypeOf(object) !== Object.prototype || key in object) {
      return defineSlowly(object, key, how);
    }
    object[key] = how.value;
    return object;
  };
}
