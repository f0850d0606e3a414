// Where the project's frame is, and how it gets elsewhere: back and forward never leave the frame.

export class FrameHistory extends EventTarget {
  /**
   * Events: `moved`.
   * @param {HTMLIFrameElement} frame
   * @param {{script: string}} session whose `script` is what all addresses of the project begin with
   */
  constructor(frame, session) {
    super();
    this.frame = frame;
    this.session = session;
    /** @type {string[]} what was visited, where the browser itself does not tell */
    this.visited = [];
    this.place = -1;
    this.stepping = false;
    frame.addEventListener("load", () => this.#loaded());
  }

  get #window() {
    return /** @type {Window} */ (this.frame.contentWindow); // null only for a frame that is in no page
  }

  /** @returns {string} the project's path that the frame shows, or `/` while it shows something else */
  get path() {
    try {
      const {pathname, search, hash} = this.#window.location;
      const {script} = this.session;
      return pathname.startsWith(`${script}/`) ? pathname.slice(script.length) + search + hash : "/";
    } catch {
      return "/"; // the frame has left this origin
    }
  }

  get canGoBack() {
    return this.#window.navigation?.canGoBack ?? this.place > 0;
  }

  get canGoForward() {
    return this.#window.navigation?.canGoForward ?? this.place < this.visited.length - 1;
  }

  /** @param {string} path of the project */
  go(path) {
    this.#window.location.assign(this.session.script + path);
  }

  reload() {
    this.#window.location.reload();
  }

  back() {
    this.#step(-1);
  }

  forward() {
    this.#step(1);
  }

  /** @param {1 | -1} by */
  #step(by) {
    const {navigation} = this.#window;
    if (navigation && by < 0) navigation.back();
    else if (navigation) navigation.forward();
    else {
      // `history` is the page's, too: it could lead the reader away from it.
      this.place += by;
      this.stepping = true;
      this.#window.location.replace(this.session.script + this.visited[this.place]);
    }
  }

  #loaded() {
    const {path} = this;
    if (this.stepping) this.stepping = false;
    else if (path !== this.visited[this.place]) this.visited.splice(++this.place, Infinity, path);
    this.#window.navigation?.addEventListener("currententrychange", () => this.#tell());
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event("moved"));
  }
}
