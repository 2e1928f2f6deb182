"use strict";

// Theme: what the system says, until the reader chooses; the choice is kept.
(function () {
  const root = document.documentElement;
  const button = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    if (root.dataset.remembers !== "no") localStorage.setItem("theme", root.dataset.theme);
    show();
  });
  system.addEventListener("change", show);
  show();
})();

// Menu on small screens.
(function () {
  const button = document.getElementById("menu");
  const navigation = document.getElementById("navigation");
  button.addEventListener("click", () => {
    const open = navigation.classList.toggle("open");
    button.setAttribute("aria-expanded", String(open));
  });
})();

// Copy buttons, where the browser has a clipboard for this page.
(function () {
  if (!navigator.clipboard) return;
  for (const block of document.querySelectorAll(".listingblock")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(block.querySelector("pre").textContent);
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
    block.append(button);
  }
})();

// Search: index and library are loaded when the field is first used.
(function () {
  const field = document.getElementById("search");
  const results = document.getElementById("search-results");
  const most = 8;
  let loading = null;
  let index = null;

  function load(source) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = source;
      script.onload = resolve;
      script.onerror = () => reject(new Error("cannot load " + source));
      document.head.append(script);
    });
  }

  function ready() {
    loading = loading || Promise.all([load("lunr.js"), load("search-index.js")]).then(() => {
      index = lunr(function () {
        this.ref("at");
        this.field("title", { boost: 8 });
        this.field("page", { boost: 4 });
        this.field("text");
        this.tokenizer.separator = /[\s\-.,;:'"()=\/\[\]{}]+/;
        window.searchEntries.forEach((entry, at) => this.add({ at, ...entry }));
      });
    });
    return loading;
  }

  function find(text) {
    const terms = text.toLowerCase().split(lunr.tokenizer.separator).filter((t) => t);
    return index.query((query) => {
      for (const term of terms) {
        query.term(term, { boost: 10 });
        query.term(term, { wildcard: lunr.Query.wildcard.TRAILING, boost: 3 });
        if (term.length > 4) query.term(term, { editDistance: 1 });
      }
    }).slice(0, most).map((hit) => window.searchEntries[Number(hit.ref)]);
  }

  function excerpt(entry, text) {
    const term = text.toLowerCase().split(/\s+/)[0];
    const at = Math.max(0, entry.text.toLowerCase().indexOf(term) - 40);
    return (at > 0 ? "\u2026" : "") + entry.text.slice(at, at + 130) + (at + 130 < entry.text.length ? "\u2026" : "");
  }

  function show(entries, text) {
    results.replaceChildren();
    for (const entry of entries) {
      const link = document.createElement("a");
      link.href = entry.url;
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      link.append(entry.title === entry.page ? entry.page : entry.page + ": " + entry.title);
      const context = document.createElement("span");
      context.textContent = excerpt(entry, text);
      link.append(context);
      results.append(link);
    }
    if (!entries.length) message("Nothing found for \u201c" + text + "\u201d.");
    open(true);
  }

  function message(text) {
    const line = document.createElement("p");
    line.textContent = text;
    results.replaceChildren(line);
    open(true);
  }

  function open(is) {
    results.hidden = !is;
    field.setAttribute("aria-expanded", String(is));
  }

  field.addEventListener("input", () => {
    const text = field.value.trim();
    if (!text) return open(false);
    ready().then(() => { if (field.value.trim() === text) show(find(text), text); })
      .catch((problem) => message("Search does not work: " + problem.message));
  });
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    const first = results.querySelector("a");
    if (first && !results.hidden) location.href = first.href;
  });
  field.form.addEventListener("keydown", (event) => {
    const links = [...results.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") { open(false); field.focus(); }
    if (event.key === "ArrowDown" && links.length) { event.preventDefault(); links[Math.min(at + 1, links.length - 1)].focus(); }
    if (event.key === "ArrowUp" && links.length) { event.preventDefault(); (at > 0 ? links[at - 1] : field).focus(); }
  });
  document.addEventListener("click", (event) => { if (!field.form.contains(event.target)) open(false); });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing) { event.preventDefault(); field.focus(); }
  });
})();
