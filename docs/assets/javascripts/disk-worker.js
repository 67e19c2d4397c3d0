/* Search from a disk: browsers start no worker from a file, so one is played by a hidden frame.
   Only in the offline copy, where a page is opened as file://…; on a server nothing changes. */
if (location.protocol === "file:") {
  window.Worker = class DiskWorker extends EventTarget {
    constructor(address) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.body.append(frame);
      this.frame = frame;
      const inside = frame.contentWindow;
      const deliver = data => {
        const event = new MessageEvent("message", { data });
        this.dispatchEvent(event);
        this.onmessage?.(event);
      };
      // What the script inside calls when it answers, and when it wants further scripts.
      inside.postMessage = data => setTimeout(deliver, 0, data);
      inside.importScripts = (...addresses) =>
        addresses.reduce((before, each) => before.then(() => this.load(inside, each)), Promise.resolve());
      this.ready = this.load(inside, address);
    }

    load(inside, address) {
      return new Promise((resolve, reject) => {
        const script = inside.document.createElement("script");
        script.src = address;
        script.onload = resolve;
        script.onerror = reject;
        inside.document.body.append(script);
      });
    }

    postMessage(data) {
      this.ready.then(() => {
        const inside = this.frame.contentWindow;
        inside.dispatchEvent(new inside.MessageEvent("message", { data }));
      });
    }

    terminate() {
      this.frame.remove();
    }
  };
}
