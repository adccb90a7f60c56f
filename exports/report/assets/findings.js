/* All findings of the round, by position. The index knows target, unit, rule, state, indicator and change of each
   (as runs of equal ones), so that filters count without loading; texts lie in chunks of `index.chunk` findings. */
"use strict";
R.Findings = class {
  static open() {
    return R.load("index").then((index) => new R.Findings(index));
  }

  constructor(index) {
    const width = 7;
    this.index = index;
    this.runs = [];
    let start = 0;
    for (let at = 0; at < index.runs.length; at += width) {
      const [target, unit, rule, state, indicator, change, count] = index.runs.slice(at, at + width);
      this.runs.push({target, unit, rule, state, indicator, change, count, start});
      start += count;
    }
    this.total = start;
    this.ruleNumber = new Map(index.rules.map(([id], number) => [id, number]));
  }

  /* Runs that a filter takes. `filter`: unit, rule, platform, state ("count": all that count points), indicator,
     change; what is undefined takes everything. */
  match(filter, without = "") {
    const {index} = this;
    const wanted = {};
    for (const [name, value] of Object.entries(filter)) if (value !== undefined && name !== without) wanted[name] = value;
    return this.runs.filter((run) =>
      (wanted.unit === undefined || run.unit === wanted.unit) &&
      (wanted.rule === undefined || index.rules[run.rule][0] === wanted.rule) &&
      (wanted.platform === undefined || index.targets[run.target][2] === wanted.platform) &&
      (wanted.state === undefined || (wanted.state === "count" ? run.state < index.counting : index.states[run.state] === wanted.state)) &&
      (wanted.indicator === undefined || run.indicator === wanted.indicator) &&
      (wanted.change === undefined || index.changes[run.change - 1] === wanted.change));
  }

  static count(runs) {
    return runs.reduce((sum, run) => sum + run.count, 0);
  }

  /* Positions number `from` up to `to` of those that the runs hold. */
  static positions(runs, from = 0, to = Infinity) {
    const found = [];
    let passed = 0;
    for (const run of runs) {
      const first = Math.max(from - passed, 0), last = Math.min(to - passed, run.count);
      for (let at = first; at < last; at++) found.push(run.start + at);
      passed += run.count;
      if (passed >= to) break;
    }
    return found;
  }

  chunksOf(runs) {
    const chunks = new Set();
    for (const run of runs) {
      const last = Math.floor((run.start + run.count - 1) / this.index.chunk);
      for (let chunk = Math.floor(run.start / this.index.chunk); chunk <= last; chunk++) chunks.add(chunk);
    }
    return [...chunks];
  }

  runAt(position) {
    let low = 0, high = this.runs.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.runs[middle].start <= position) low = middle; else high = middle - 1;
    }
    return this.runs[low];
  }

  async rows(positions) {
    const size = this.index.chunk;
    const chunks = new Map();
    for (const chunk of new Set(positions.map((each) => Math.floor(each / size)))) chunks.set(chunk, R.load(`list/${chunk}`));
    for (const [chunk, promise] of chunks) chunks.set(chunk, await promise);
    return positions.map((position) => this.row(chunks.get(Math.floor(position / size)), position));
  }

  row(chunk, position) {
    const {index} = this, run = this.runAt(position), at = position % index.chunk;
    const [key, title, column, message, url, published, found, picture] = chunk.rows.map((each) => chunk.words[each[at]]);
    const [target, targetUrl, platform] = index.targets[run.target];
    return {
      position, key, title, column, message, url, published, found, picture, target, targetUrl, platform,
      unitNumber: run.unit, unit: index.units[run.unit], rule: index.rules[run.rule][0], ruleTitle: index.rules[run.rule][1],
      rulePage: R.rulePage(index.rules[run.rule][2]),
      state: index.states[run.state], counts: run.state < index.counting,
      indicator: run.indicator ? index.indicators[run.indicator - 1] : null,
      change: run.change ? index.changes[run.change - 1] : "",
    };
  }

  async more(position) {
    const chunk = await R.load(`more/${Math.floor(position / this.index.chunk)}`);
    const at = position % this.index.chunk, [values, reasons, facts] = chunk.rows;
    const told = facts[at].map((number) => chunk.words[number]);
    const pairs = [];
    for (let each = 0; each < told.length; each += 2) pairs.push([told[each], told[each + 1]]);
    return {value: chunk.words[values[at]], reason: chunk.words[reasons[at]], facts: pairs};
  }

  /* Position of the finding with this key; -1 when there is none. */
  async find(key) {
    const [keys, positions] = await R.load(`keys/${this.index.digits ? key.slice(0, this.index.digits) : "all"}`);
    let low = 0, high = positions.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1, here = keys.slice(middle * 20, middle * 20 + 20);
      if (here === key) return positions[middle];
      if (here < key) low = middle + 1; else high = middle - 1;
    }
    return -1;
  }

  /* Positions within `runs` whose texts hold every word; chunk by chunk, telling `progress` after each.
     Stops when `progress` says false. */
  async search(runs, words, progress) {
    const chunks = this.chunksOf(runs), found = [], size = this.index.chunk;
    let run = 0;
    for (let done = 0; done < chunks.length; done++) {
      const ahead = chunks.slice(done, done + 4).map((chunk) => R.load(`list/${chunk}`));
      const chunk = await ahead[0], first = chunks[done] * size, tests = words.map((word) => this.tester(chunk, word));
      for (; run < runs.length && runs[run].start < first + size; run++) {
        const {start, count} = runs[run];
        const last = Math.min(start + count, first + size);
        for (let at = Math.max(start, first); at < last; at++) if (tests.every((test) => test(at - first, runs[run]))) found.push(at);
        if (start + count > first + size) break;
      }
      if (progress(done + 1, chunks.length, found) === false) return null;
    }
    return found;
  }

  tester(chunk, word) {
    const {index} = this, hit = chunk.words.map((each) => each.toLowerCase().includes(word));
    const fields = chunk.rows.slice(0, 5), names = new Map();
    const named = (run) => {
      if (!names.has(run)) {
        const all = [index.units[run.unit], index.targets[run.target][0], ...index.rules[run.rule].slice(0, 2)];
        names.set(run, all.some((each) => each.toLowerCase().includes(word)));
      }
      return names.get(run);
    };
    return (at, run) => fields.some((field) => hit[field[at]]) || named(run);
  }
};
