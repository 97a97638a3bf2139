import { execa } from 'execa'
import { expect, test } from 'vitest'
import { steadyMemory } from '../../src/broker/steady-memory.ts'

test('Node takes the flags, and what the user has set for malloc stays', async () => {
  const { flags = [], env } = steadyMemory({})
  expect(env).toEqual({ MALLOC_ARENA_MAX: '1' })
  expect(steadyMemory({ MALLOC_ARENA_MAX: '8' }).env).toEqual({})
  const { stdout } = await execa(process.execPath, [...flags, '--print', '1 + 1'])
  expect(stdout).toBe('2')
})
