import { expect, test } from 'vitest'
import { closedGates } from '../../../../src/quality/composite/gates/gates.ts'
import type { ContentType } from '../../../../src/quality/composite/profile.ts'
import { profiles } from '../../../../src/quality/composite/profiles.ts'
import { readAnswer } from '../../../../src/quality/composite/reading/read-answer.ts'

function gatesOf(like: ContentType, input: string, output: string): string[] {
  const profile = { name: like, like, keywords: [], ...profiles[like] }
  return closedGates(readAnswer({ input, output }), profile, null).map(({ gate }) => gate)
}

const tides = 'The tides come and go twice a day. The moon pulls at the sea, and the earth turns below it.'

test.for([
  ['nothing', '  \n', ['empty', 'off-topic']],
  ['an answer', tides, []],
  [
    'words in any order',
    'Twice of day the a. sea and come The moon tides the and go below. pulls at The it earth turns',
    ['disordered', 'truncated'],
  ],
  ['a loop', 'The tides come and go. '.repeat(12), ['repetition', 'stuffing']],
  ['the prompt', 'Explain how the tides of the sea work.', ['echo']],
  ['words of the prompt', 'Tides sea tides sea, sea tides! Tides of the sea, sea of tides, tides.', ['stuffing']],
  ['a list of words', 'tides sea moon gravity water ocean cycle daily rise fall coast level range', ['stuffing']],
  [
    'another subject',
    'A sourdough wants flour, water, salt and time. Fold it twice and let it rest overnight.',
    ['off-topic'],
  ],
  ['half a sentence', `${tides} When both the sun and the moon pull`, ['truncated']],
  ['an announcement', `${tides} There are two kinds:`, ['truncated']],
  ['half a table', `${tides}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3`, ['truncated']],
  ['code that does not parse', `${tides}\n\n\`\`\`js\nconst a = (1\nconst b = 2\n\`\`\``, ['broken-code']],
  ['code that is not closed', `${tides}\n\n\`\`\`js\nconst tide = {`, ['truncated']],
] as const)('%s', ([, output, closed]) => {
  expect(gatesOf('technical', 'Explain how the tides of the sea work.', output)).toEqual(closed)
})

test('text of another language is judged by its subject only', () => {
  const german =
    'Die Gezeiten kommen und gehen zweimal am Tag, weil der Mond an dem Meer zieht und die Erde sich dreht.'
  expect(gatesOf('technical', 'Erkläre die Gezeiten am Meer.', german)).toEqual([])
})

test('code that was asked for and is not there closes a gate; a hook may end without a mark', () => {
  expect(gatesOf('code_generation', 'Write a function for the tides.', tides)).toEqual(['broken-code'])
  expect(gatesOf('viral_hook', 'A hook about the tides.', 'POV: you see the tides for the first time')).toEqual([])
  expect(gatesOf('viral_hook', 'A hook about the tides.', 'Nobody tells you this about the tides 🌊')).toEqual([])
})
