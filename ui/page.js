// What one drawn part of the page does by itself; the body of Gradio's js_on_load, run once for each part with
// `element`, `trigger`, `props` and `watch`. It never makes markup: what it writes, it writes as text.
const ACTS = ['cite', 'near', 'again', 'edit', 'save', 'starter', 'preview', 'remove', 'turn', 'language', 'new', 'files'];

const say = (text) => {
  const region = document.getElementById('fonte-status');
  if (region) { region.textContent = ''; setTimeout(() => { region.textContent = text; }, 30); }
};

const keep = (button) => { window.fonteOpener = button; };

const close = () => {
  props.value = '';
  const back = window.fonteOpener;
  const again = back && document.querySelector(`[data-act="${CSS.escape(back.act)}"][data-place="${CSS.escape(back.place || '')}"][data-n="${CSS.escape(back.n || '')}"]`);
  if (again) again.focus({ preventScroll: true });
};

element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-act]');
  if (!button || button.disabled) return;
  const data = { ...button.dataset };
  if (data.act === 'close') { close(); return; }
  if (data.act === 'copy') { navigator.clipboard?.writeText(data.text).then(() => { say(data.text); button.classList.add('done'); }); return; }
  if (data.act === 'theme') {
    const dark = document.body.classList.toggle('dark');
    localStorage.setItem('fonte.theme', dark ? 'dark' : 'light');
    return;
  }
  if (data.act === 'hint') { button.parentElement.classList.toggle('shown'); return; }
  if (!ACTS.includes(data.act)) return;
  if (data.confirm && !button.classList.contains('sure')) {
    button.classList.add('sure');
    button.textContent = data.confirm;
    button.setAttribute('aria-label', `${data.confirm} ${button.getAttribute('aria-label') || ''}`);
    return;
  }
  button.closest('.hover')?.classList.add('hushed');
  if (['cite', 'near', 'preview'].includes(data.act) && !element.closest('.beside')) keep(data);
  trigger(data.act, data);
});

element.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  if (element.querySelector('.panel')) close();
  element.querySelectorAll('.hover.shown').forEach((card) => card.classList.remove('shown'));
  if (document.activeElement?.closest('.hover')) document.activeElement.closest('.hover').classList.add('hushed');
});
element.addEventListener('mouseout', (event) => {
  const card = event.target.closest?.('.hover');
  if (card && !card.contains(event.relatedTarget)) card.classList.remove('hushed');
});
element.addEventListener('focusout', (event) => event.target.closest?.('.hover')?.classList.remove('hushed', 'shown'));

// A card never leaves the window.
const place = (event) => {
  const card = event.target.closest?.('.hover')?.querySelector('.card');
  if (!card) return;
  card.style.setProperty('--shift', '0px');
  const box = card.getBoundingClientRect();
  const over = Math.max(0, box.right - document.documentElement.clientWidth + 12);
  card.style.setProperty('--shift', `${-Math.min(over, box.left - 12)}px`);
};
element.addEventListener('mouseover', place);
element.addEventListener('focusin', place);

watch('value', () => {
  const panel = element.querySelector('.panel');
  if (panel) {
    const mark = panel.querySelector('mark.active');
    (mark || panel).scrollIntoView({ block: mark ? 'center' : 'start', behavior: 'instant' });
    const stepped = document.activeElement?.closest?.('.steps');
    if (!stepped) panel.querySelector('h2')?.focus({ preventScroll: true });
    if (mark) say(mark.textContent);
  }
  const turn = element.closest('#now') && element.querySelector('.turn');
  if (turn) {
    const claims = turn.querySelectorAll('.said');
    if (claims.length !== Number(element.dataset.told || 0)) {
      element.dataset.told = claims.length;
      if (claims.length) say(claims[claims.length - 1].textContent);
    } else if (!turn.querySelector('.stage')) {
      const calm = turn.querySelector('.abstained, .note');
      if (calm) say(calm.textContent);
    }
    if (turn.dataset.turn !== element.dataset.turn) {
      element.dataset.turn = turn.dataset.turn;
      turn.scrollIntoView({ block: 'start', behavior: 'instant' });
    }
  }
});

// The bar on top knows the language; the theme is the reader's, or else the system's.
const dress = () => {
  const bar = element.querySelector('[data-language]');
  if (!bar) return;
  document.documentElement.lang = bar.dataset.language;
  const chosen = localStorage.getItem('fonte.theme');
  if (chosen) document.body.classList.toggle('dark', chosen === 'dark');
};
dress();
watch('value', dress);

// Files that are dropped or chosen go up one by one; then the server is told which.
const send = async (files) => {
  const most = Number(element.querySelector('.drop').dataset.most);
  const paths = [];
  const left = [];
  for (const file of files) {
    try {
      if (file.size > most) throw new Error('too large');
      paths.push((await upload(file)).path);
    } catch { left.push(file.name); }
  }
  trigger('files', { paths: JSON.stringify(paths), left: JSON.stringify(left) });
};
if (element.closest('#drop')) {
  const over = (event, on) => { event.preventDefault(); element.querySelector('.drop')?.classList.toggle('over', on); };
  element.addEventListener('dragover', (event) => over(event, true));
  element.addEventListener('dragleave', (event) => over(event, false));
  element.addEventListener('drop', (event) => { over(event, false); send([...event.dataTransfer.files]); });
  element.addEventListener('change', (event) => { send([...event.target.files]); event.target.value = ''; });
}

// A file that the server wrote for the reader: made here, so that nothing of it lies on the server's disk.
if (element.closest('#courier')) {
  watch('value', () => {
    if (!props.value) return;
    const saved = JSON.parse(props.value);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([saved.text], { type: 'text/plain;charset=utf-8' }));
    link.download = saved.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
}
