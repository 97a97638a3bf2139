import { expect, test } from 'vitest'
import type { EnvironmentRecord } from '../../../src/record/environment.ts'
import {
  differingFields,
  fieldsUnknownTo,
  fingerprintFrom,
  fingerprintOf,
} from '../../../src/machine/facts/fingerprint.ts'
import { runHeader } from '../../support/samples.ts'

const { target } = runHeader().facts
const environment: EnvironmentRecord = {
  os: { platform: 'linux', release: '6.8.0-45-generic', arch: 'x64' },
  cpu: { model: 'constructed processor', physicalCores: 4, logicalCores: 8, usableCores: null, loadAverage: 0.5 },
  gpuDriver: null,
  machine: null,
  memoryBytes: 16 * 2 ** 30 - 40_000_000,
  onBattery: false,
  virtualMachine: false,
  versions: {
    node: '24.0.0',
    vitest: '5.1.1',
    nodeLlamaCpp: '3.22.1',
    llamaCpp: 'b1',
    genaiPrices: null,
    vitestLlmBench: '0.1.0',
  },
  git: { commit: 'a'.repeat(40), branch: 'main', dirty: false },
  ci: false,
}

test('a fingerprint is stable, and holds every field', () => {
  const fingerprint = fingerprintOf(environment, target)
  expect(fingerprint.hash).toMatch(/^[\da-f]{12}$/u)
  expect(fingerprintOf(environment, { ...target }).hash).toBe(fingerprint.hash)
  expect(fingerprint.fields).toMatchObject({
    memoryGiB: 16,
    os: 'linux 6',
    power: 'mains',
    threads: 1,
    node: '24.0.0',
    model: 'constructed',
  })
})

test('what changes with every run or on purpose does not part baselines', () => {
  const { hash } = fingerprintOf(environment, target)
  const later: EnvironmentRecord = {
    ...environment,
    os: { ...environment.os, release: '6.9.1' },
    cpu: { ...environment.cpu, loadAverage: 3 },
    memoryBytes: environment.memoryBytes + 8_000_000,
    versions: { ...environment.versions, node: '26.0.0', vitestLlmBench: '0.2.0' },
    git: null,
    ci: true,
  }
  expect(fingerprintOf(later, target).hash).toBe(hash)
})

test('each deciding field parts baselines, and is named with both values', () => {
  const here = fingerprintOf(environment, target)
  const there = fingerprintOf(
    { ...environment, onBattery: true, cpu: { ...environment.cpu, model: 'other' } },
    { ...target, threads: 4, contextSize: 1024, quantization: 'Q4_0', engine: 'llama.cpp b2', modelHash: 'abc' },
  )
  expect(there.hash).not.toBe(here.hash)
  expect(differingFields(here, there)).toEqual([
    'cpu "constructed processor" here, "other" there',
    'power "mains" here, "battery" there',
    'engine "constructed engine" here, "llama.cpp b2" there',
    'quantization "F32" here, "Q4_0" there',
    'modelHash unknown here, "abc" there',
    'contextSize 512 here, 1024 there',
    'threads 1 here, 4 there',
  ])
})

test('unknown fields are not hashed; the order of fields does not count', () => {
  const { hash } = fingerprintFrom({ cpu: 'x', threads: 2 })
  expect(fingerprintFrom({ threads: 2, cpu: 'x', driver: null, somethingNew: 1 }).hash).toBe(hash)
})

test('the llama.cpp installed here is no endpoint’s engine', () => {
  const endpoint = { ...target, kind: 'endpoint' as const, engine: null }
  expect(fingerprintOf(environment, endpoint).fields['engine']).toBeNull()
  expect(fingerprintOf(environment, { ...target, engine: null }).fields['engine']).toBe('llama.cpp b1')
})

test('of a server its engine, dtype, context, slots, flash attention and eager part baselines; its arguments do not', () => {
  const served = { ...target, kind: 'server' as const, engine: 'vllm 0.32.0', configuration: { slots: 4 } }
  const { hash } = fingerprintOf(environment, served)
  const withSettings = (configuration: Record<string, string | number | boolean>): string =>
    fingerprintOf(environment, { ...served, configuration: { slots: 4, ...configuration } }).hash
  expect(withSettings({ arguments: '--seed 1', digest: 'abc', cachePrompt: true })).toBe(hash)
  for (const setting of [{ dtype: 'bfloat16' }, { slots: 8 }, { flashAttention: true }, { eager: true }])
    expect(withSettings(setting)).not.toBe(hash)
  expect(fingerprintOf(environment, { ...served, engine: 'vllm 0.33.0' }).hash).not.toBe(hash)
  // The options of a local model have fields of their own.
  const local = { ...target, kind: 'model' as const }
  expect(fingerprintOf(environment, { ...local, configuration: { flashAttention: true } }).hash).toBe(
    fingerprintOf(environment, local).hash,
  )
})

test('what is learned of a machine decides where it is known: usable cores, driver, tensor units', () => {
  const local = { ...target, kind: 'model' as const }
  const { hash } = fingerprintOf(environment, local)
  const limited = { ...environment, cpu: { ...environment.cpu, usableCores: 2 } }
  expect(fingerprintOf(limited, local).hash).not.toBe(hash)
  const driven = { ...environment, gpuDriver: '535.104.05' }
  // A model on the CPU does not depend on it, nor does a server that this machine only asks.
  expect(fingerprintOf(driven, local).hash).toBe(hash)
  expect(fingerprintOf(driven, { ...local, backend: 'cuda' }).fields['driver']).toBe('535.104.05')
  expect(fingerprintOf(driven, { ...local, backend: 'vulkan', device: 'AMD Radeon' }).fields['driver']).toBeNull()
  expect(fingerprintOf(driven, { ...target, kind: 'endpoint', backend: 'cuda' }).fields['driver']).toBeNull()
  const [used, unused] = [true, false].map((tensorUnits) => fingerprintOf(environment, { ...local, tensorUnits }))
  expect(used?.hash).not.toBe(unused?.hash)
})

test('fields that another fingerprint does not know, where it differs in nothing else', () => {
  const old = fingerprintFrom({ cpu: 'x', threads: 2 })
  expect(fieldsUnknownTo(fingerprintFrom({ cpu: 'x', threads: 2, driver: '1.2' }), old)).toEqual(['driver'])
  expect(fieldsUnknownTo(fingerprintFrom({ cpu: 'x', threads: 4, driver: '1.2' }), old)).toBeNull()
  expect(fieldsUnknownTo(fingerprintFrom({ cpu: 'x', threads: 2, model: 'm' }), old)).toBeNull()
  expect(fieldsUnknownTo(old, old)).toBeNull()
})

test('a KV cache of another type parts baselines of a local model, and one that the engine chooses does not', () => {
  const local = (configuration: Record<string, string>): string =>
    fingerprintOf(environment, { ...target, kind: 'model', configuration }).hash
  expect(local({ kvCache: 'auto' })).toBe(fingerprintOf(environment, { ...target, kind: 'model' }).hash)
  expect(local({ kvCache: 'Q8_0' })).not.toBe(local({ kvCache: 'auto' }))
  expect(local({ kvCache: 'Q8_0' })).not.toBe(local({ kvCache: 'Q4_0' }))
})
