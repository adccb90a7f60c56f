/* Starts whatever the page has: lists of findings, the detail view, what is folded away. */
"use strict";
(() => {
  const KEY = /^[0-9a-f]{20}$/;
  const NUMBERS = ["unit", "indicator"];

  function parse(hash) {
    const filter = {}, given = new URLSearchParams(hash);
    for (const name of [...R.List.FILTERS, "q"]) {
      const value = given.get(name);
      if (value) filter[name] = NUMBERS.includes(name) ? Number(value) : value;
    }
    return [filter, Math.max(0, Number(given.get("page") || 1) - 1 || 0)];
  }

  function told(filter, page) {
    const given = new URLSearchParams(filter);
    if (page) given.set("page", page + 1);
    return `#${given}`;
  }

  async function findingsPage(section) {
    const findings = await R.Findings.open();
    const detail = new R.Detail(document.querySelector("#detail"), findings), overview = document.querySelector("#all");
    let shown = null; // the hash that the list shows
    const list = new R.List(section, findings, {}, (filter, page) => {
      shown = told(filter, page);
      history.replaceState(null, "", shown);
    });
    async function go() {
      const hash = location.hash.slice(1);
      if (hash === "main") return undefined; // the link that skips the head of the page
      overview.hidden = KEY.test(hash);
      if (KEY.test(hash)) {
        detail.from = shown || "#";
        detail.beside = list.beside(hash);
        return detail.show(hash);
      }
      detail.hide();
      if (shown === location.hash && hash) return undefined;
      shown = location.hash;
      const [filter, page] = parse(hash);
      return list.set(hash ? filter : {state: "count"}, page);
    }
    window.addEventListener("hashchange", go);
    await go();
  }

  async function fixedList(section) {
    const {unit, rule} = section.dataset;
    const fixed = unit !== undefined ? {unit: Number(unit)} : {rule};
    await new R.List(section, await R.Findings.open(), fixed).set({state: "count"});
  }

  function fail(section, error) {
    section.querySelector(".count").textContent = `数据文件没有读到（${error.message}），请把“报告”文件夹完整地复制后再打开。`;
  }

  for (const section of document.querySelectorAll("section.findings")) {
    const start = section.dataset.unit || section.dataset.rule ? fixedList : findingsPage;
    start(section).catch((error) => fail(section, error));
  }
  if (matchMedia("(max-width: 800px)").matches) for (const each of document.querySelectorAll(".fold")) each.open = false;
  // What is folded away on the screen is open on paper.
  const folded = () => [...document.querySelectorAll("details:not([open])")];
  let opened = [];
  window.addEventListener("beforeprint", () => { opened = folded(); opened.forEach((each) => { each.open = true; }); });
  window.addEventListener("afterprint", () => { opened.forEach((each) => { each.open = false; }); });
})();
