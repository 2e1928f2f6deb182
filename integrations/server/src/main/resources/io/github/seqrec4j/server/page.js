'use strict';
// All that comes from the server goes in as text, never as markup.
const byId = id => document.getElementById(id);
const history = [];
let searches = 0;
let requests = 0;

const make = (tag, className, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

const fetched = async (path, options) => {
  const answer = await fetch(path, options);
  const body = await answer.json();
  if (!answer.ok) throw new Error(`${body.title}: ${body.detail}. ${body.fix}.`);
  return body;
};

const told = problem => {
  byId('problem').textContent = problem ? problem.message : '';
  byId('problem').hidden = !problem;
};

const entry = item => {
  const line = make('li');
  if (item.picture) {
    const picture = make('img', 'picture');
    picture.src = item.picture;
    picture.alt = '';
    picture.loading = 'lazy';
    line.append(picture);
  }
  const words = make('div', 'words');
  words.append(make('div', 'title', item.title));
  if (item.title !== item.item) words.append(make('div', 'id', item.item));
  line.append(words);
  return line;
};

const button = (text, item, action) => {
  const made = make('button', '', text);
  made.type = 'button';
  made.setAttribute('aria-label', `${text} ${item.title}`);
  made.addEventListener('click', action);
  return made;
};

const search = async () => {
  const mine = ++searches;
  const query = byId('search').value;
  try {
    const page = await fetched(`v1/items?limit=20&query=${encodeURIComponent(query)}`);
    if (mine !== searches) return; // a later search is under way
    byId('found').replaceChildren(...page.items.map(item => {
      const line = entry(item);
      line.append(button('Add', item, () => { history.push(item); changed(); }));
      return line;
    }));
    byId('more').textContent = page.total === 0 ? 'No item is found.'
      : page.total > page.items.length ? `${page.items.length} of ${page.total} shown; type more to see others.` : '';
    told();
  } catch (problem) {
    told(problem);
  }
};

const changed = () => {
  byId('history').replaceChildren(...history.map((item, index) => {
    const line = entry(item);
    line.append(button('Remove', item, () => { history.splice(index, 1); changed(); }));
    return line;
  }));
  byId('empty').hidden = history.length > 0;
  recommend();
};

const scores = (found, range) => {
  const all = make('div', 'scores');
  const rows = found.branches ? Object.entries(found.branches) : [];
  for (const [name, score] of [['score', found.score], ...rows]) {
    const row = make('div', 'score');
    const meter = make('meter');
    meter.min = range.low;
    meter.max = range.high;
    meter.value = score;
    const label = make('span', '', name);
    label.title = name;
    row.append(label, meter, make('b', '', score.toFixed(2)));
    all.append(row);
  }
  return all;
};

const signed = number => (number < 0 ? '' : '+') + number.toFixed(2);

const why = explanation => {
  const all = make('details', 'why');
  all.append(make('summary', '', 'Why'));
  const parts = explanation.branches.map(b => `${b.branch} ${signed(b.part)}`).join(', ');
  all.append(make('p', '', (explanation.placed
    ? 'New: placed by its content among the others. ' : 'Parts of the score: ') + parts));
  const list = make('ul');
  for (const past of explanation.history.slice(0, 3)) {
    list.append(make('li', '', `${past.similarity.toFixed(2)} like ${past.title}`));
  }
  all.append(list);
  return all;
};

const recommend = async () => {
  const mine = ++requests;
  if (history.length === 0) {
    byId('results').replaceChildren();
    return;
  }
  const request = {
    history: history.map(item => item.item), k: Number(byId('k').value), scores: 'branches', explain: true
  };
  if (byId('diversity').value) request.diversity = { lambda: Number(byId('diversity').value) };
  if (byId('branch').value) request.branch = byId('branch').value;
  if (byId('model').dataset.reads) {
    const now = new Date().toISOString();
    request.at = now;
    request.history = request.history.map(item => ({ item, time: now }));
  }
  try {
    const answer = await fetched('v1/recommend', {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(request)
    });
    if (mine !== requests) return;
    const values = answer.items.flatMap(f => [f.score, ...Object.values(f.branches || {})]);
    const range = { low: Math.min(0, ...values), high: Math.max(0.001, ...values) };
    byId('results').replaceChildren(...answer.items.map((found, index) => {
      const line = entry(found);
      line.prepend(make('span', 'rank', `${index + 1}.`));
      line.append(scores(found, range), why(found.explanation));
      return line;
    }));
    told(answer.items.length === 0 ? new Error('Nothing is left to recommend.') : undefined);
  } catch (problem) {
    if (mine === requests) told(problem);
  }
};

const start = async () => {
  try {
    const model = await fetched('v1/model');
    const changes = ['added', 'retired'].filter(c => model[c] > 0).map(c => `${model[c]} ${c}`).join(', ');
    const items = `${model.items} items${changes && ` (${changes})`}`;
    byId('model').textContent = `${model.backbone}, ${items}, made ${model.created}`;
    byId('model').dataset.reads = model.reads.filter(r => r.endsWith('times')).join(' ');
    for (const name of model.branches) {
      const option = make('option', '', name);
      option.value = name;
      byId('branch').append(option);
    }
  } catch (problem) {
    told(problem);
  }
  await search();
};

byId('search').addEventListener('input', search);
byId('branch').addEventListener('change', recommend);
byId('k').addEventListener('change', recommend);
byId('diversity').addEventListener('change', recommend);
start();
