import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Job } from 'kubernetes-models/batch/v1'
import { PersistentVolumeClaim } from 'kubernetes-models/v1'
import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { momentOf } from '../../../src/plan/start/start-at.ts'

const folder = join(import.meta.dirname, '../../../examples/shards/kubernetes')
const moment = new Date(Date.now() + 300_000).toISOString()

/** The objects of a manifest, with the moment that a person gives it. */
function objectsOf(name: string): unknown[] {
  // oxlint-disable-next-line no-template-curly-in-string
  const text = readFileSync(join(folder, name), 'utf8').replace('${LLM_BENCH_START_AT}', moment)
  return parseAllDocuments(text).map((document) => document.toJS() as unknown)
}

const models = { Job, PersistentVolumeClaim } as const

test.each(readdirSync(folder))('%s is what Kubernetes takes', (name) => {
  for (const object of objectsOf(name)) {
    const { kind } = object as { readonly kind: keyof typeof models }
    const Model = models[kind]
    expect(() => new Model(object as never).validate()).not.toThrow()
  }
})

test('a manifest with a slip is refused', () => {
  const [, job] = objectsOf('load.yaml') as { readonly spec: Record<string, unknown> }[]
  const slip = { ...job, spec: { ...job?.spec, completions: 'three' } }
  expect(() => new Job(slip as never).validate()).toThrow(/completions/u)
})

test('all parts run at once, and each has an index, a moment and a blob of its own', () => {
  const job = objectsOf('load.yaml').at(-1) as InstanceType<typeof Job>
  expect(job.spec?.completionMode).toBe('Indexed')
  expect(job.spec?.parallelism).toBe(job.spec?.completions)
  const [part] = job.spec?.template.spec?.containers ?? []
  expect(part?.command?.join(' ')).toContain('--outputFile.blob=/results/blobs/$(JOB_COMPLETION_INDEX).json')
  const asked = part?.env?.find(({ name }) => name === 'LLM_BENCH_START_AT')?.value ?? ''
  expect(momentOf(asked, 'LLM_BENCH_START_AT')).toBe(Date.parse(moment))
  const merge = objectsOf('merge.yaml').at(-1) as InstanceType<typeof Job>
  const [merging] = merge.spec?.template.spec?.containers ?? []
  expect(merging?.command).toContain('--merge-reports=/results/blobs')
  expect(merging?.image).toBe(part?.image)
})
