import { expect, test } from 'vitest'
import type { PeerRow } from '../../../../bench/support/peers/row.ts'
import { errorRatio, peersTable } from '../../../../bench/support/peers/table.ts'

function row(client: string, round: number, ttftErrorMs: number, other: Partial<PeerRow> = {}): PeerRow {
  return {
    client,
    version: '1.0',
    at: '2026-01-01T00:00:00Z',
    launch: 'a',
    streams: 10,
    round,
    ttftErrorMs,
    tpotErrorShare: 0.001,
    cpuMs: 1500,
    peakBytes: 2e8,
    wallMs: 3000,
    latenessMs: 0.25,
    ...other,
  }
}

test('ours comes first, then the others by their error, with the ratio over rounds that both made', () => {
  const rows = [
    ...[0, 1, 2].map((round) => row('slow', round, 4 + round)),
    ...[0, 1, 2].map((round) => row('fast', round, 1 + round)),
    ...[0, 1, 2].map((round) => row('ours', round, 2 + round / 2)),
  ]
  const lines = peersTable(rows).split('\n')
  expect(lines.map((line) => line.split('|')[2]?.trim())).toEqual([
    'client',
    expect.any(String),
    'ours',
    'fast',
    'slow',
  ])
  expect(lines[2]).toMatch(/10 \| ours +\| +3 \| +2\.50 \| +\| +0\.100 \| +1\.5 \| +200 \| +0\.25/)
  expect(lines[4]).toContain('0.50 (3)')
})

test('rounds are paired by their launch and number', () => {
  const ours = [row('ours', 0, 1), row('ours', 1, 1), row('ours', 0, 3, { launch: 'b' })]
  const theirs = [row('x', 0, 2), row('x', 0, 6, { launch: 'b' }), row('x', 5, 100)]
  expect(errorRatio(ours, theirs)).toMatchObject({ point: expect.closeTo(0.5), pairs: 2 })
})

test('errors that are not above 0 have no ratio', () => {
  const ours = [row('ours', 0, 1), row('ours', 1, -0.1)]
  const theirs = [row('x', 0, 1), row('x', 1, 1)]
  expect(errorRatio(ours, theirs)).toBeNull()
  expect(errorRatio(ours.slice(0, 1), theirs)).toBeNull()
  expect(peersTable([...ours, ...theirs])).toMatch(/x +\| +2 \| +1\.00 \| - /)
})
