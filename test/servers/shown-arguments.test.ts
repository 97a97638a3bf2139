import { expect, test } from 'vitest'
import { shownArguments } from '../../src/servers/shown-arguments.ts'

const shown = (...args: string[]): string => shownArguments({ args, env: {} })

test('where it listens is left out, and folders of paths are', () => {
  expect(
    shown('serve', '/home/ada/models/smol', '--host', '127.0.0.1', '--port', '{port}', '--dtype', 'bfloat16'),
  ).toBe('serve smol --dtype bfloat16')
  expect(shown('--port=8000', '--lora=./lora/a', '--config', 'C:\\\\secret-place\\\\a.yaml')).toBe(
    '--lora=a --config a.yaml',
  )
  expect(shown('serve', 'org/model', '--max-model-len', '2048')).toBe('serve org/model --max-model-len 2048')
})

test.each(['--api-key', '--hf-token', '--client-secret', '--db_password'])('the value of %s is not shown', (name) => {
  expect(shown(name, 'hunter', '--seed', '1')).toBe(`${name} <secret> --seed 1`)
  expect(shown(`${name}=hunter`)).toBe(`${name}=<secret>`)
})

test('a value that holds one is not shown, wherever it is', () => {
  expect(shown('--config', '{"api_key": "hunter", "dtype": "auto"}')).toBe(
    '--config {"api_key": <secret>, "dtype": "auto"}',
  )
  expect(shown('--set', 'TOKEN=hunter,other=1')).toBe('--set TOKEN=<secret>,other=1')
  expect(shown('--worker-urls', 'http://ada:hunter@10.0.0.1:8000/v1')).not.toContain('hunter')
  const env = { MY_API_KEY: 'swordfish-1' }
  expect(shownArguments({ args: ['--header', 'x: swordfish-1'], env })).not.toContain('swordfish')
})

test('numbers of tokens are no secrets', () => {
  expect(shown('--max-num-batched-tokens', '512', '--tokenizer', 'org/model')).toBe(
    '--max-num-batched-tokens 512 --tokenizer org/model',
  )
})
