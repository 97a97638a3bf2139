import { expect, test } from 'vitest'
import { checkModelOptions, resolveModelOptions } from '../../../src/models/load-options.ts'
import { speedOptions } from '../../../src/models/speed-options.ts'
import { draftName, promptLookupName } from '../../../src/models/speculation/speculation-options.ts'

test('a draft and a lookup are options of a load, and named in the record with all that they decide', () => {
  const draft = { model: 'hf:a/b', maxTokens: 8 }
  expect(checkModelOptions({ draft, promptLookup: true })).toEqual({ draft, promptLookup: true })
  expect(speedOptions(resolveModelOptions({ draft }))).toHaveProperty(
    'draft',
    'hf:a/b (0 to 8 tokens, from a probability of 0.6)',
  )
  expect(speedOptions(resolveModelOptions({}))).not.toHaveProperty('draft')
  expect(draftName('x')).toBe('x (0 to 1 tokens, from a probability of 0.6)')
  expect(promptLookupName(true)).toBe('up to 1 tokens after 1 or more')
  expect(promptLookupName(false)).toBeNull()
})

test.each([{ draft: { model: 'x', minConfidence: 2 } }, { draft: 3 }, { promptLookup: { tokens: 3 } }])(
  'refuses %o',
  (options) => {
    expect(() => checkModelOptions(options)).toThrow('model(spec, { ')
  },
)
