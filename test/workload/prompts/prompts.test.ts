import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lengths } from '../../../src/workload/lengths.ts'
import { conversation } from '../../../src/workload/prompts/conversation.ts'
import { chatDefinition, completionDefinition } from '../../../src/workload/request.ts'
import type { RequestDefinition } from '../../../src/workload/request-definition.ts'

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'llm-bench-prompts-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const countsOf = ({ prompts }: RequestDefinition): (number | null)[] =>
  prompts.map((prompt) => (prompt.kind === 'tokens' ? prompt.count : null))

describe('lengths', () => {
  test('of prompts are drawn into 1000 prompts, the same for the same seed', () => {
    const input = { tokens: lengths.normal({ mean: 100, sd: 20 }) }
    const counts = countsOf(completionDefinition(input, { seed: 3 }, root))
    expect(counts).toHaveLength(1000)
    expect(new Set(counts).size).toBeGreaterThan(50)
    expect(countsOf(completionDefinition(input, { seed: 3 }, root))).toEqual(counts)
    expect(countsOf(completionDefinition(input, { seed: 4 }, root))).not.toEqual(counts)
  })

  test('of prompts and of answers are drawn apart', () => {
    const distribution = lengths.normal({ mean: 100, sd: 20 })
    const { prompts, sampling } = chatDefinition(
      { tokens: distribution },
      { maxTokens: distribution, prompts: 20 },
      root,
    )
    expect(prompts).toHaveLength(20)
    expect(prompts.some((prompt) => prompt.kind === 'tokens' && prompt.count !== prompt.maxTokens)).toBe(true)
    expect(sampling.maxTokens).toBe(Math.max(...prompts.map(({ maxTokens }) => maxTokens ?? 0)))
  })

  test('of answers alone rotate the prompts', () => {
    const { prompts } = completionDefinition(['a', 'b'], { maxTokens: lengths.fixed(5), prompts: 3 }, root)
    expect(prompts).toEqual([
      { kind: 'text', text: 'a', maxTokens: 5 },
      { kind: 'text', text: 'b', maxTokens: 5 },
      { kind: 'text', text: 'a', maxTokens: 5 },
    ])
  })

  test('that are one number make one prompt', () => {
    expect(completionDefinition({ tokens: 7 }, {}, root).prompts).toEqual([{ kind: 'tokens', count: 7 }])
  })

  test('with a shared prefix say how many tokens are shared', () => {
    const input = {
      tokens: lengths.histogram([
        [10, 1],
        [21, 1],
      ]),
      sharedPrefix: 0.5,
    }
    const { prompts } = completionDefinition(input, { prompts: 50 }, root)
    expect(new Set(prompts.map((prompt) => JSON.stringify(prompt)))).toEqual(
      new Set(['{"kind":"tokens","count":10,"sharedTokens":5}', '{"kind":"tokens","count":21,"sharedTokens":11}']),
    )
  })
})

describe('a conversation', () => {
  test('is one prompt, and several rotate', () => {
    const talk = conversation(['Why?', 'And then?'], { system: 'Be brief.', think: 250 })
    expect(talk).toEqual({ kind: 'conversation', system: 'Be brief.', turns: ['Why?', 'And then?'], thinkMs: 250 })
    expect(chatDefinition(talk, {}, root).prompts).toEqual([talk])
    expect(chatDefinition([talk, conversation(['What?'])], {}, root).prompts).toHaveLength(2)
  })
})

describe('ShareGPT', () => {
  const turn = (from: string, value: string) => ({ from, value })
  const file = [
    { id: 'a', conversations: [turn('human', 'Why "]}"?'), turn('gpt', 'x'.repeat(40))] },
    { id: 'no answer', conversations: [turn('human', 'Hello')] },
    { id: 'begins with the model', conversations: [turn('gpt', 'Hello'), turn('human', 'Hi')] },
    {
      id: 'b',
      conversations: [
        turn('system', 'Be brief.'),
        turn('human', 'One?'),
        turn('gpt', 'y'.repeat(80)),
        turn('human', 'Two?'),
        turn('gpt', 'z'.repeat(160)),
      ],
    },
    { id: 'long', conversations: [turn('human', 'w'.repeat(10_000)), turn('gpt', 'short')] },
  ]
  beforeAll(() => {
    writeFileSync(join(root, 'share.json'), JSON.stringify(file, null, 2))
    writeFileSync(join(root, 'cut.json'), JSON.stringify(file).slice(0, -10))
    writeFileSync(join(root, 'lines.json'), '{"conversations": []}')
    writeFileSync(join(root, 'other.json'), '[{"messages": []}]')
  })

  test('first questions come with the estimated length of the recorded answer', () => {
    const { prompts, sampling } = chatDefinition({ shareGPT: 'share.json' }, {}, root)
    expect(prompts).toEqual([
      { kind: 'messages', messages: [{ role: 'user', content: 'Why "]}"?' }], maxTokens: 10, maxTokensEstimated: true },
      {
        kind: 'messages',
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'One?' },
        ],
        maxTokens: 20,
        maxTokensEstimated: true,
      },
    ])
    expect(sampling.maxTokens).toBe(20)
  })

  test('whole conversations ask every turn', () => {
    expect(chatDefinition({ shareGPT: 'share.json', minTurns: 2, multiTurn: true }, {}, root).prompts).toEqual([
      {
        kind: 'conversation',
        system: 'Be brief.',
        turns: ['One?', 'Two?'],
        thinkMs: 0,
        maxTokens: 30,
        maxTokensEstimated: true,
      },
    ])
  })

  test('maxTokens of the request goes before the estimate, and prompts limits their number', () => {
    const { prompts, sampling } = chatDefinition({ shareGPT: 'share.json' }, { maxTokens: 8, prompts: 1 }, root)
    expect(prompts).toEqual([{ kind: 'messages', messages: [{ role: 'user', content: 'Why "]}"?' }] }])
    expect(sampling.maxTokens).toBe(8)
  })

  test('longer conversations are taken where they are allowed', () => {
    expect(chatDefinition({ shareGPT: 'share.json', maxLength: 10_000 }, {}, root).prompts).toHaveLength(3)
  })

  test.for([
    ['none.json', 'none.json" cannot be read (ENOENT): give a path'],
    ['cut.json', 'cut.json: after item 4: the file ends within its JSON array'],
    ['lines.json', 'lines.json: after item 0: the file does not begin with a JSON array'],
    ['other.json', 'other.json: item 1 is "{\\"messages\\": []}": give { conversations: [{ from, value }, …] }'],
  ] as const)('%s is refused with its place', ([shareGPT, message]) => {
    expect(() => chatDefinition({ shareGPT }, {}, root)).toThrow(message)
  })

  test('a file in which nothing fits is refused', () => {
    expect(() => chatDefinition({ shareGPT: 'share.json', minTurns: 9 }, {}, root)).toThrow(
      'no conversation has 9 answered turns within 2048 estimated tokens: lower minTurns or raise maxLength',
    )
  })
})

test.for([
  [
    () => completionDefinition({ tokens: 5, sharedPrefix: 2 }, {}, ''),
    'prompt { sharedPrefix: 2 }: give a share from 0 to 1',
  ],
  [
    () => completionDefinition({ tokens: 5, prefix: 2 } as never, {}, ''),
    'there is no option prefix; there are tokens, sharedPrefix',
  ],
  [
    () => completionDefinition({ tokens: { kind: 'uniform' } as never }, {}, ''),
    'prompt { tokens: {"kind":"uniform"} }',
  ],
  [
    () => completionDefinition('x', { maxTokens: { kind: 'uniform' } as never }, ''),
    'option maxTokens is {"kind":"uniform"}',
  ],
  [() => completionDefinition('x', { maxTokens: 0 }, ''), 'option maxTokens is 0'],
  [() => completionDefinition('x', { prompts: 0 }, ''), 'option prompts is 0'],
  [
    () => completionDefinition('x', { topK: 3 } as never, ''),
    'there is no option topK; there are maxTokens, temperature, seed, ignoreEos, prompts',
  ],
  [() => completionDefinition([], { maxTokens: lengths.fixed(3) }, ''), 'the list of prompts is empty'],
  [() => conversation([]), 'conversation([]): give a list of user turns'],
  [() => conversation(['']), 'conversation([""])'],
  [() => conversation(['x'], { system: '' }), 'option system is ""'],
  [() => conversation(['x'], { think: -1 }), 'option think is -1'],
  [() => chatDefinition({ shareGPT: 'x', minTurns: 0 }, {}, ''), '{ shareGPT, minTurns: 0 }'],
] as const)('wrong input %# is one clear line', ([define, message]) => {
  expect(define).toThrow(message)
  expect(define).toThrow(expect.objectContaining({ code: 'invalid-workload' }))
})
