/**
 * Shows the rows of the breakdown that is chosen, and says how many. The form comes with the page hidden: without the script the numbers of
 * everybody are shown. Written for browsers as it stands: it is put into the page as text.
 */
export const DASHBOARD_SCRIPT = `'use strict';
for (const form of document.querySelectorAll('form.by')) {
  const bodies = [...form.parentElement.querySelectorAll('tbody[data-by]')];
  const select = form.querySelector('select');
  const show = () => {
    for (const body of bodies) body.hidden = body.dataset.by !== select.value;
    form.querySelector('output').textContent = select.selectedOptions[0].dataset.told;
  };
  form.hidden = false;
  form.addEventListener('input', show);
  form.addEventListener('submit', (event) => event.preventDefault());
  select.value = '';
  show();
}
`;
