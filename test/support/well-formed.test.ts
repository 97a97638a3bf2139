import { expect, test } from 'vitest'
import { xmlProblem } from './well-formed.ts'

test('accepts well-formed XML', () => {
  expect(xmlProblem('<a x="1"><b/>text &amp; &#39;</a>\n')).toBeNull()
})

test.each([
  '<a><b></a></b>',
  '<a>',
  '<a>& b</a>',
  '<a x="1" x="2"/>',
  '<a x="<"/>',
  '<a>\u0007</a>',
  '<a>]]></a>',
  'plain',
  '<a/>rest',
])('refuses %j', (xml) => {
  expect(xmlProblem(xml)).not.toBeNull()
})
