/** What an element is made with. Texts become text nodes: nothing that a peer wrote is ever read as HTML. */
type Child = Node | string | undefined

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children.filter((child) => child !== undefined))
  return made
}

/** Touches the page only where something changed: a selection stays, and screen readers are not told twice. */
export function setText(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text
}

export function setAttribute(node: Element, name: string, value: string | undefined): void {
  if (value === undefined) node.removeAttribute(name)
  else if (node.getAttribute(name) !== value) node.setAttribute(name, value)
}

/** One cell of a table: its text, and what a pointer or a style may want to know. */
export interface Cell {
  readonly text: string
  /** The whole of what the text shortens. */
  readonly title?: string
  readonly class?: string
  /** `data-tone` of the text: a badge in the colour of what it says. */
  readonly tone?: Tone
  /** `data-swatch` before the text. */
  readonly swatch?: string
}

export type Tone = 'good' | 'warn' | 'bad' | 'calm'

/** Fills a table's body, keeping the rows that are there. The first cell of a row is its header. */
export function fillRows(body: HTMLTableSectionElement, rows: readonly (readonly Cell[])[]): void {
  while (body.rows.length > rows.length) body.deleteRow(-1)
  for (const [position, cells] of rows.entries()) {
    const row = body.rows[position] ?? body.insertRow()
    while (row.cells.length < cells.length) {
      const isHeader = row.cells.length === 0
      row.append(element(isHeader ? 'th' : 'td', isHeader ? { scope: 'row' } : {}, element('span')))
    }
    for (const [column, cell] of cells.entries()) fillCell(row.cells[column]!, cell)
  }
}

function fillCell(cell: HTMLTableCellElement, { text, title, class: name, tone, swatch }: Cell): void {
  const span = cell.firstElementChild!
  setText(span, text)
  setAttribute(span, 'title', title)
  setAttribute(span, 'data-tone', tone)
  setAttribute(span, 'data-swatch', swatch)
  setAttribute(cell, 'class', name)
}

/** An element of index.html. */
export function byId<Made extends HTMLElement = HTMLElement>(id: string): Made {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`index.html has no #${id}`)
  return found as Made
}
