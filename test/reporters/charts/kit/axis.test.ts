import { describe, expect, test } from 'vitest'
import { bottomAxis, leftAxis, roundTicks } from '../../../../reporters/charts/kit/axis.ts'
import { linearScale } from '../../../../reporters/charts/kit/scale.ts'

const area = { left: 50, top: 10, width: 200, height: 100 } as const
const x = linearScale(0, 100, area.left, area.left + area.width)

/** Place, anchor and words of each label. */
function labelsOf(parts: readonly string[]): string[] {
  return parts.flatMap((part) => {
    const found = /x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</u.exec(part)
    const anchor = /text-anchor="(\w+)"/u.exec(part)?.[1] ?? 'start'
    return found === null ? [] : [`${found[3]} at ${found[1]} ${found[2]}, ${anchor}`]
  })
}

function linesOf(parts: readonly string[]): string[] {
  return parts.flatMap((part) => /d="([^"]+)"/u.exec(part)?.[1] ?? [])
}

test('ticks are round values with their unit', () => {
  expect(roundTicks(x, 4, ' ms')).toEqual([
    { value: 0, label: '0 ms' },
    { value: 25, label: '25 ms' },
    { value: 50, label: '50 ms' },
    { value: 75, label: '75 ms' },
    { value: 100, label: '100 ms' },
  ])
})

test('the upright axis has a line across the panel at each tick', () => {
  const y = linearScale(0, 10, area.top + area.height, area.top)
  const drawn = leftAxis(area, y, roundTicks(y, 2))
  expect(linesOf(drawn)).toEqual(['M50 110L250 110', 'M50 60L250 60', 'M50 10L250 10'])
  expect(labelsOf(drawn)).toEqual(['0 at 44 113.5, end', '5 at 44 63.5, end', '10 at 44 13.5, end'])
})

describe('the lower axis', () => {
  const ticks = [0, 50, 100].map((value) => ({ value, label: String(value) }))

  test('has its labels below the panel, and what they are below those', () => {
    const drawn = bottomAxis(area, x, ticks, { title: 'clients' })
    expect(linesOf(drawn)).toEqual([])
    expect(labelsOf(drawn)).toEqual([
      '0 at 50 124, middle',
      '50 at 150 124, middle',
      '100 at 250 124, middle',
      'clients at 150 142, middle',
    ])
  })

  test('has lines through the panel, or one along its edge', () => {
    expect(linesOf(bottomAxis(area, x, ticks, { lines: 'grid' }))).toEqual([
      'M50 10L50 110',
      'M150 10L150 110',
      'M250 10L250 110',
    ])
    expect(linesOf(bottomAxis(area, x, ticks, { lines: 'base' }))).toEqual(['M50 110L250 110'])
  })

  test('keeps its labels within a panel that has a neighbour', () => {
    expect(labelsOf(bottomAxis(area, x, ticks, { inside: true }))).toEqual([
      '0 at 50 124, start',
      '50 at 150 124, middle',
      '100 at 250 124, end',
    ])
  })

  test('leaves out a label that would touch the one before, but not its line', () => {
    const close = [10, 12, 40].map((value) => ({ value, label: `${value} clients` }))
    const drawn = bottomAxis(area, x, close, { lines: 'grid' })
    expect(labelsOf(drawn)).toEqual(['10 clients at 70 124, middle', '40 clients at 130 124, middle'])
    expect(linesOf(drawn)).toHaveLength(3)
  })
})
