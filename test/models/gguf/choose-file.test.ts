import { expect, test } from 'vitest'
import { chooseFile, quantizationsIn } from '../../../src/models/gguf/choose-file.ts'

const split = ['Q8_0/m-Q8_0-00001-of-00002.gguf', 'Q8_0/m-Q8_0-00002-of-00002.gguf']
const files = [
  'README.md',
  'mmproj-F16.gguf',
  'm-UD-Q4_K_XL.gguf',
  'm.Q5_K_M.gguf',
  'm-IQ4_XS.gguf',
  'm-bf16.gguf',
  ...split,
]

test.for([
  ['Q5_K_M', 'm.Q5_K_M.gguf'],
  ['q5_k_m', 'm.Q5_K_M.gguf'],
  ['Q4_K_XL', 'm-UD-Q4_K_XL.gguf'],
  ['UD-Q4_K_XL', 'm-UD-Q4_K_XL.gguf'],
  ['IQ4_XS', 'm-IQ4_XS.gguf'],
  ['Q8_0', split[0]],
  ['BF16', 'm-bf16.gguf'],
  ['F16', null],
  ['Q4_K', null],
  ['Q4_XS', null],
  ['.*', null],
] as const)('%s is %s', ([quantization, file]) => {
  expect(chooseFile(files, { quantization, orAny: true })).toBe(file)
})

test('without a word it is Q4_K_M, then Q8_0, then what there is', () => {
  const asked = { quantization: null, orAny: true }
  expect(chooseFile([...files, 'm-Q4_K_M.gguf'], asked)).toBe('m-Q4_K_M.gguf')
  expect(chooseFile(files, asked)).toBe(split[0])
  expect(chooseFile(['m-Q2_K.gguf'], asked)).toBe('m-Q2_K.gguf')
  // What the hub would choose nobody knows without asking it.
  expect(chooseFile(files, { quantization: null, orAny: false })).toBeNull()
})

test('a split model of which a part is missing is none', () => {
  expect(chooseFile(split.slice(0, 1), { quantization: 'Q8_0', orAny: true })).toBeNull()
  expect(chooseFile(split.slice(1), { quantization: 'Q8_0', orAny: true })).toBeNull()
})

test('the quantizations of a repository are told by name, each once', () => {
  expect(quantizationsIn(files)).toEqual(['BF16', 'IQ4_XS', 'Q5_K_M', 'Q8_0', 'UD-Q4_K_XL'])
})
