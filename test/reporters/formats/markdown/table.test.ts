import { expect, test } from 'vitest'
import { type Column, table } from '../../../../reporters/formats/markdown/table.ts'

interface Row {
  readonly name: string
}

const rows: readonly Row[] = [{ name: 'one' }, { name: 'a-name-of-a-run-'.repeat(3) }]
const nameColumn: Column<Row> = { heading: 'Run', cell: ({ name }) => name }
const figures = (count: number): Column<Row>[] =>
  Array.from({ length: count }, (_, index) => ({
    heading: `Perplexity ${index}`,
    align: 'right',
    cell: () => `0.000145${index} [0.000125${index}, 0.000164${index}]`,
  }))

test('columns that have room stand in one table', () => {
  const text = table([nameColumn, ...figures(3)], rows)
  expect(text.split('\n')).toHaveLength(4)
  expect(text).toContain('| a-name-of-a-run-')
})

test('of too many each table has the names and as many figures as it has room for, none of them cut', () => {
  const tables = table([nameColumn, ...figures(12)], rows).split('\n\n')
  expect(tables.length).toBeGreaterThan(1)
  for (const text of tables) expect(text).toMatch(/^\| Run +\|/)
  const together = tables.join('\n')
  for (let index = 0; index < 12; index++) {
    expect(together.match(new RegExp(`\\| +Perplexity ${index} \\|`))).toHaveLength(1)
    expect(together).toContain(`0.000145${index} [0.000125${index}, 0.000164${index}]`)
  }
  expect(together).not.toContain('…')
})

test('a name that has no room beside its figures is cut', () => {
  const text = table([{ heading: 'Run', cell: () => 'x'.repeat(300) }, ...figures(1)], rows)
  expect(text).toMatch(/\| x+…x+ \|/)
  expect(text).toContain('Perplexity 0')
})
