import { describe, expect, test } from 'vitest'
import { reportCharts } from '../../reporters/charts/report-charts.ts'
import { dataOutputs } from '../../reporters/formats/data/data-outputs.ts'
import type { SamplesOf } from '../../reporters/formats/data/data-output.ts'
import { addedOutputs, fileOutputs } from '../../reporters/formats/outputs.ts'
import { renderComment } from '../../reporters/formats/summary/comment.ts'
import { summaryTable } from '../../reporters/terminal/summary-table.ts'
import { columnsOf } from '../../src/samples/columns.ts'
import { digestOf } from '../../src/stats/quantiles/digest.ts'
import { hostileCharacters } from './hostile.ts'
import { hostileNames, hostileReport } from './hostile-report.ts'
import { sampleSeries } from './sample-report.ts'
import { completedSample } from '../support/samples.ts'
import { xmlProblem } from '../support/well-formed.ts'

const report = hostileReport()
const series = new Map(report.runs.map(({ id }) => [id, sampleSeries(30, 40)]))
const charts = reportCharts(report, series)
const samples = { columns: columnsOf([completedSample(0, 12)]), gaps: () => digestOf(new Float64Array([3]), 1) }
const samplesOf: SamplesOf = () => samples

/** Elements of a chart: none that runs or loads anything. */
const drawn = new Set(['svg', 'title', 'desc', 'style', 'rect', 'path', 'text', 'circle', 'polygon', 'line', 'g'])

/** Every output by the lists that outputs are put into: a new one is held to all of this by itself. */
const outputs: readonly (readonly [name: string, text: string, mostBytes: number])[] = [
  ...dataOutputs.map(({ name, render }) => [name, [...render(report, samplesOf)].join(''), 1e6] as const),
  // The record of the run is whole, a name of a million characters too.
  ...fileOutputs.map(({ name, render }) => [name, render(report, charts), name === 'json' ? 1e8 : 3e5] as const),
  ...addedOutputs.map(({ name, render }) => [name, render(report), 1024 * 1024] as const),
  ['comment', renderComment(report), 65_536],
  ['terminal', summaryTable(report), 20_000],
  ...charts.map(({ path, svg }) => [path, svg, 200_000] as const),
]

describe.each(outputs)('hostile names in %s', (name, text, mostBytes) => {
  test('no character of them acts on a terminal or a reader', () => {
    expect(/[^\P{C}\r\n]/u.exec(text)?.index ?? null).toBeNull()
  })

  test('none is a command to a CI service that reads the log', () => {
    expect(/^\s*::.{0,40}/mu.exec(text)?.[0] ?? null).toBeNull()
  })

  test('a name of a million characters is cut', () => {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(mostBytes)
  })

  test('it is still what its readers take it for', () => {
    if (name.endsWith('.svg')) {
      expect(xmlProblem(text)).toBeNull()
      const elements = [...text.matchAll(/<([a-z]+)/giu)].map(([, tag = '']) => tag)
      expect(elements.filter((tag) => !drawn.has(tag))).toEqual([])
      expect(text.match(/<[^>]*\s(?:on\w+|href)=/giu)).toBeNull()
    } else if (/^(?:json|bmf|github-action|trace|otlp)/u.test(name)) expect(() => JSON.parse(text)).not.toThrow()
    else if (name.endsWith('csv')) expect(text).not.toMatch(/(?:^|[,"\n])[=@+-](?!\d)/u)
  })
})

test('names in a comment call nobody, and tell no issue of it', () => {
  // In a block of code nobody is called.
  const text = renderComment(hostileReport(['@octocat #1 GH-1 a#2'])).replaceAll(/```[\s\S]*?```/gu, '')
  expect(text).toContain('octocat')
  expect(text).not.toMatch(/@octocat|(?<!&)#\d|GH-\d/u)
})

test('the terminal shows no part of a command, wherever it stands in a name', () => {
  const names = ['::set-output name=a::b', 'x ##[group]y', '##vso[task.setvariable]z', '  ::error::w']
  const text = summaryTable(hostileReport(names))
  expect(text).toContain('set-output')
  expect(text).not.toMatch(/^\s*::|##\w*\[/mu)
})

test('every character that acts is tried', () => {
  const all = hostileNames.join('')
  expect(hostileCharacters.length).toBeGreaterThan(15)
  const named = hostileCharacters.map(([what, character]) => {
    const one = hostileReport([`a${character}b`])
    const texts = [summaryTable(one), ...dataOutputs.map(({ render }) => Array.from(render(one, samplesOf)).join(''))]
    return texts.some((each) => /[^\P{C}\r\n]/u.test(each)) ? what : null
  })
  expect(named.filter((what) => what !== null)).toEqual([])
  expect(all).toContain('onerror')
})
