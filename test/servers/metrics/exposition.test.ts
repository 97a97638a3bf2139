import { expect, test } from 'vitest'
import { firstSumOf, parseExposition, sumOf } from '../../../src/servers/metrics/exposition.ts'

test('values, labels, time stamps and special numbers are read; comments and rubbish are not', () => {
  const text = [
    '# HELP a_total Things.',
    '# TYPE a_total counter',
    'a_total 5',
    'a_total{path="C:\\\\dir",said="\\"hi\\", {there}\\n"} 1.5e+06 1395066363000',
    'b:c{} NaN',
    'd{le="+Inf",} +Inf',
    '',
    'this is no sample',
    '<html>',
  ].join('\n')
  expect(parseExposition(text)).toEqual([
    { name: 'a_total', labels: {}, value: 5 },
    { name: 'a_total', labels: { path: 'C:\\dir', said: '"hi", {there}\n' }, value: 1_500_000 },
    { name: 'b:c', labels: {}, value: Number.NaN },
    { name: 'd', labels: { le: '+Inf' }, value: Number.POSITIVE_INFINITY },
  ])
})

test('carriage returns are no part of a value', () => {
  expect(parseExposition('a 1\r\nb{x="y"} 2\r\n').map(({ value }) => value)).toEqual([1, 2])
})

test('a metric is summed over its labels; one that is missing or not finite is null', () => {
  const samples = parseExposition('a{engine="0"} 1\na{engine="1"} 2\nab 5\nnan NaN')
  expect(sumOf(samples, 'a')).toBe(3)
  expect(sumOf(samples, 'nan')).toBeNull()
  expect(sumOf(samples, 'missing')).toBeNull()
  expect(firstSumOf(samples, ['missing', 'ab', 'a'])).toBe(5)
})

test('labels without an end cost no time', () => {
  const text = `a{${'x'.repeat(4_000_000)}} 1\nb{${'a="{'.repeat(100_000)}} 1\nc{d="e"} 2\n`
  expect(parseExposition(text).at(-1)).toEqual({ name: 'c', labels: { d: 'e' }, value: 2 })
})
