/** Browser script: turns the headings of `table.sortable` into buttons. Plain ES2020; it stands alone in the page. */
export const SORT_TABLES = `
for (const table of document.querySelectorAll('table.sortable')) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.title = 'Sort';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const numeric = head.dataset.sort === 'number';
      const was = head.getAttribute('aria-sort');
      const up = was === null ? !numeric : was === 'descending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      const key = (row) => {
        const cell = row.cells[column];
        if (!numeric) return cell.textContent;
        return cell.dataset.v === undefined ? null : Number(cell.dataset.v);
      };
      const rows = [...body.rows].map((row) => [key(row), row]);
      rows.sort(([a], [b]) => {
        if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
        const order = a < b ? -1 : a > b ? 1 : 0;
        return up ? order : -order;
      });
      body.append(...rows.map(([, row]) => row));
    });
  });
}`;
