/* One finding with its evidence, under its own address: findings.html#KEY. */
"use strict";
R.Detail = class {
  constructor(section, findings) {
    Object.assign(this, {section, findings, from: "#", beside: []}); // the list to go back to, and its neighbours there
  }

  async show(key) {
    const {section} = this;
    section.hidden = false;
    section.replaceChildren(R.el("p", {role: "status"}, "正在读取…"));
    try {
      const position = await this.findings.find(key);
      if (position < 0) {
        section.replaceChildren(R.el("h1", {tabindex: -1}, "没有这条记录"), R.el("p", {}, `本检查期没有编号为 ${key} 的记录。`), this.back());
      } else {
        const [[row], more, rules] = await Promise.all(
          [this.findings.rows([position]), this.findings.more(position), R.load("rules")]);
        section.replaceChildren(...this.parts(row, more, rules[row.rule] || {}));
        document.title = `${row.message} · ${document.body.dataset.title}`;
      }
    } catch (error) {
      section.replaceChildren(R.el("h1", {tabindex: -1}, "数据文件没有读到"), R.el("p", {}, `${error.message}：请把“报告”文件夹完整地复制后再打开。`), this.back());
    }
    section.dataset.key = key;
    section.querySelector("h1")?.focus({preventScroll: true});
    window.scrollTo(0, 0);
  }

  hide() {
    this.section.hidden = true;
    this.section.replaceChildren();
    delete this.section.dataset.key;
    document.title = `全部记录 · ${document.body.dataset.title}`;
  }

  back() {
    const [before, after] = this.beside, link = (key, text) => (key ? R.el("a", {href: `#${key}`}, text) : null);
    return R.el("p", {class: "back"}, R.el("a", {href: this.from}, "← 全部记录"), link(before, "上一条"), link(after, "下一条"));
  }

  parts(row, more, rule) {
    const {el} = R;
    return [
      this.back(),
      el("p", {class: "kicker"}, R.badge(row), el("a", {href: row.rulePage}, `${row.rule} ${row.ruleTitle}`),
        row.change ? el("span", {class: "badge quiet"}, `与上期比较：${row.change}`) : null),
      el("h1", {tabindex: -1}, row.message),
      el("div", {class: "evidence"}, el("div", {}, this.facts(row, more), this.standing(row, more), this.meaning(row, rule)), this.picture(row)),
    ];
  }

  facts(row, more) {
    const {el} = R, list = el("dl", {class: "facts"});
    const add = (name, ...value) => {
      if (value.some((each) => each)) list.append(el("div", {}, el("dt", {}, name), el("dd", {}, ...value)));
    };
    add("单位", el("a", {href: R.unitPage(row.unitNumber)}, row.unit));
    add("检查对象", R.live(row.targetUrl, row.target), row.platform ? `（${row.platform}）` : "");
    add("问题页面", row.url ? R.live(row.url) : "");
    add("栏目", row.column);
    add("页面标题", row.title !== row.column ? row.title : "");
    add("发布日期", row.published);
    add("证据", more.value ? R.live(more.value) : "");
    for (const [name, text] of more.facts) add(name, R.live(text));
    add("发现时间", `${row.found}（北京时间）`);
    add("计入指标", row.indicator ? row.indicator.join(" ") : row.counts ? "未计分" : "");
    add("编号", el("code", {}, row.key));
    return el("section", {"aria-labelledby": "facts"}, el("h2", {id: "facts"}, "事实和证据"), list,
      el("p", {class: "hint"}, "存档的网页：在安装了本程序的机器上运行 ", el("code", {}, `govcrawl evidence ${row.key}`), "，可查看检查当时读到的内容。"));
  }

  standing(row, more) {
    return more.reason ? R.el("section", {}, R.el("h2", {}, "复核和例外"), R.el("p", {}, `${row.state}：${more.reason}`)) : null;
  }

  meaning(row, rule) {
    const {el} = R;
    return el("section", {}, el("h2", {}, "怎样算有问题"), rule.meaning ? el("p", {}, rule.meaning) : null,
      rule.basis ? el("p", {}, el("strong", {}, "依据　"), rule.basis) : null,
      rule.remedy ? el("p", {}, el("strong", {}, "整改要求　"), rule.remedy) : null,
      el("p", {}, el("a", {href: row.rulePage}, "该类问题的全部记录")));
  }

  picture(row) {
    const {el} = R;
    if (!row.picture) return null;
    const path = R.page(`images/${row.picture}`);
    return el("figure", {class: "picture"},
      el("div", {class: "frame", tabindex: 0, role: "region", "aria-label": "页面截图，可滚动"},
        el("img", {src: path, alt: `问题页面的截图：${row.title || row.url}`})),
      el("figcaption", {}, "检查当夜的页面截图　", el("a", {href: path, target: "_blank"}, "查看原图")));
  }
};
