/* The list of findings on a page: filters, text search, pages of rows, and all rows on paper. */
"use strict";
R.List = class {
  static PAGE = 50; // rows on the screen
  static PRINTED = 1500; // rows that paper may take
  static FILTERS = ["state", "unit", "rule", "platform", "indicator", "change"];

  /* `fixed`: filters that the page itself sets; `remember(filter)`: told of every change. */
  constructor(section, findings, fixed = {}, remember = () => {}) {
    Object.assign(this, {section, findings, fixed, remember, turn: 0, page: 0, printed: null});
    this.form = section.querySelector("form");
    this.count = section.querySelector(".count");
    this.body = section.querySelector("tbody");
    this.pager = section.querySelector(".pager");
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.changed(); });
    this.form.addEventListener("change", () => this.changed());
    this.form.querySelector(".clear").addEventListener("click", () => { this.set({state: "count"}); this.changed(); });
    window.addEventListener("beforeprint", () => this.print());
    window.addEventListener("afterprint", () => this.afterPrint());
  }

  select(name) {
    return this.form.elements.namedItem(name);
  }

  /* Show what this filter takes; what it does not name is open. */
  set(filter, page = 0) {
    this.filter = {...filter};
    this.page = page;
    this.select("q").value = filter.q || "";
    return this.show();
  }

  changed() {
    const filter = {};
    for (const name of R.List.FILTERS) {
      const value = this.select(name)?.value;
      if (value) filter[name] = name === "unit" || name === "indicator" ? Number(value) : value;
    }
    const q = this.select("q").value.trim();
    if (q) filter.q = q;
    this.filter = filter;
    this.page = 0;
    this.remember(this.filter, 0);
    return this.show();
  }

  /* Every choice with the number of findings that it would give beside the other filters. */
  choices() {
    const {index} = this.findings;
    const names = {
      state: (run) => index.states[run.state], unit: (run) => run.unit, rule: (run) => index.rules[run.rule][0],
      platform: (run) => index.targets[run.target][2], indicator: (run) => run.indicator,
      change: (run) => index.changes[run.change - 1],
    };
    const texts = {
      unit: (value) => index.units[value], rule: (value) => `${value} ${index.rules[this.findings.ruleNumber.get(value)][1]}`,
      indicator: (value) => { if (!value) return "没有指标计扣"; const [family, id, title] = index.indicators[value - 1]; return `${family} ${id} ${title}`; },
    };
    for (const [name, of] of Object.entries(names)) {
      const select = this.select(name);
      if (!select) continue;
      const counts = new Map(), runs = this.findings.match({...this.filter, ...this.fixed}, name);
      for (const run of runs) counts.set(of(run), (counts.get(of(run)) || 0) + run.count);
      this.fill(select, name, counts, texts[name] || String);
    }
  }

  fill(select, name, counts, text) {
    const {index} = this.findings, chosen = this.filter[name];
    const all = [...counts.values()].reduce((sum, each) => sum + each, 0);
    const options = [["", `全部（${all}）`]];
    let values = [...counts.keys()].filter((value) => value !== undefined && value !== "");
    if (name === "state") {
      const counting = index.states.slice(0, index.counting).reduce((sum, each) => sum + (counts.get(each) || 0), 0);
      options.push(["count", `计分的问题（${counting}）`]);
      values = index.states.filter((state) => counts.has(state));
    } else if (name === "rule") values.sort();
    else if (name !== "change") values.sort((a, b) => (a < b ? -1 : 1));
    if (chosen !== undefined && chosen !== "count" && !values.includes(chosen)) values.push(chosen);
    for (const value of values) options.push([value, `${text(value)}（${counts.get(value) || 0}）`]);
    select.replaceChildren(...options.map(([value, label]) =>
      R.el("option", {value, selected: String(value) === String(chosen ?? "")}, label)));
    select.closest("label").hidden = values.length < 2 && chosen === undefined;
  }

  async show() {
    const turn = ++this.turn;
    const {q, ...filter} = this.filter;
    this.choices();
    const runs = this.findings.match({...filter, ...this.fixed});
    const words = (q || "").toLowerCase().split(/\s+/).filter(Boolean);
    this.all = null;
    this.body.setAttribute("aria-busy", "true");
    try {
      if (words.length) {
        const found = await this.findings.search(runs, words, (done, of, positions) => {
          if (turn !== this.turn) return false;
          if (done < of) this.count.textContent = `正在检索 ${done}/${of}，已找到 ${positions.length} 条`;
          return true;
        });
        if (found === null) return;
        this.total = found.length;
        this.positions = (from, to) => found.slice(from, to);
      } else {
        this.total = R.Findings.count(runs);
        this.positions = (from, to) => R.Findings.positions(runs, from, to);
      }
      await this.draw(turn);
    } catch (error) {
      this.count.textContent = `数据文件没有读到（${error.message}），请把“报告”文件夹完整地复制后再打开。`;
    }
  }

  async draw(turn = ++this.turn) {
    const size = R.List.PAGE, pages = Math.max(1, Math.ceil(this.total / size));
    this.page = Math.min(this.page, pages - 1);
    const rows = await this.findings.rows(this.positions(this.page * size, (this.page + 1) * size));
    if (turn !== this.turn) return;
    this.body.replaceChildren(...rows.map((row) => this.row(row)));
    this.body.removeAttribute("aria-busy");
    this.section.querySelector("table").hidden = !this.total;
    this.count.textContent = this.total ? `共 ${this.total} 条` : "没有符合条件的记录";
    this.section.dataset.shown = `${this.total}`;
    this.pages(pages);
    if (this.total <= R.List.PRINTED) setTimeout(() => this.prepare(turn), 50);
  }

  pages(pages) {
    const go = (page, text, label) => {
      const off = page < 0 || page >= pages || page === this.page;
      const button = R.el("button", {type: "button", disabled: off, "aria-label": label}, text);
      button.addEventListener("click", async () => {
        this.page = page;
        this.remember(this.filter, page);
        await this.draw();
        this.section.querySelector("h2").scrollIntoView({block: "start"});
        this.count.focus({preventScroll: true});
      });
      return button;
    };
    this.pager.hidden = pages < 2;
    this.pager.replaceChildren(
      go(0, "首页", "第一页"), go(this.page - 1, "上一页"),
      R.el("span", {}, `第 ${this.page + 1} / ${pages} 页`),
      go(this.page + 1, "下一页"), go(pages - 1, "末页", "最后一页"));
  }

  row(row) {
    const {el} = R, about = [row.column, row.title].filter((each, at, all) => each && all.indexOf(each) === at);
    const cells = [
      el("td", {class: "what", "data-label": "问题"}, el("div", {class: "with"},
        row.picture ? el("a", {class: "thumb", href: R.findingPage(row.key), tabindex: -1, "aria-hidden": "true"},
          el("img", {src: R.page(`images/${row.picture}`), loading: "lazy", alt: "", width: 112, height: 70})) : null,
        el("div", {}, el("a", {class: "message", href: R.findingPage(row.key)}, row.message),
          el("p", {class: "about"}, about.length ? `${about.join("：")} ` : "", R.live(row.url))))),
    ];
    if (this.fixed.unit === undefined) cells.push(el("td", {"data-label": "单位"}, el("a", {href: R.unitPage(row.unitNumber)}, row.unit)));
    if (this.fixed.rule === undefined) cells.push(el("td", {"data-label": "类别"}, el("a", {href: row.rulePage}, `${row.rule} ${row.ruleTitle}`)));
    cells.push(el("td", {"data-label": "检查对象"}, row.target), el("td", {"data-label": "状态"}, R.badge(row)));
    return el("tr", {"data-key": row.key}, ...cells);
  }

  /* Keys of the rows before and after this one, as far as they are on the screen. */
  beside(key) {
    const keys = [...this.body.rows].map((row) => row.dataset.key), at = keys.indexOf(key);
    return at < 0 ? [] : [keys[at - 1], keys[at + 1]];
  }

  /* Paper takes all rows of a moderate list; they must be there before the browser asks for them. */
  async prepare(turn) {
    const positions = this.positions(0, R.List.PRINTED);
    if (turn !== this.turn || new Set(positions.map((each) => Math.floor(each / this.findings.index.chunk))).size > 40) return;
    const rows = await this.findings.rows(positions);
    if (turn === this.turn) { this.all = rows; this.section.dataset.printable = "true"; }
  }

  print() {
    const paper = this.section.querySelector(".paper");
    if (this.all) {
      this.printed = [...this.body.childNodes];
      this.body.replaceChildren(...this.all.map((row) => this.row(row)));
      for (const image of this.body.querySelectorAll("img")) image.remove();
      paper.textContent = "";
    } else if (this.total > R.List.PAGE) {
      paper.textContent = `共 ${this.total} 条，只印出第 ${this.page + 1} 页；缩小筛选范围到 ${R.List.PRINTED} 条以内即可全部印出。`;
    }
  }

  afterPrint() {
    if (this.printed) this.body.replaceChildren(...this.printed);
    this.printed = null;
  }
};

R.badge = (row) => {
  const kinds = {未能判定: "doubt", 不适用: "quiet", 例外: "quiet", 重复: "quiet", 不属实: "quiet", 预警: "warn", 线索: "warn"};
  return R.el("span", {class: `badge ${kinds[row.state] || "bad"}`}, row.state);
};
