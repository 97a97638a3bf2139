import { expect, test } from 'vitest'
import { Lock } from '../src/lock.ts'

async function after(milliseconds: number): Promise<void> {
  await new Promise((resolve) => void setTimeout(resolve, milliseconds))
}

test('work is done one after the other, in order, also behind work that fails', async () => {
  const lock = new Lock()
  const done: string[] = []
  const results = await Promise.allSettled([
    lock.hold(async () => {
      await after(20)
      done.push('one')
    }),
    lock.hold(async () => {
      done.push('two')
      throw new Error('two failed')
    }),
    lock.hold(async () => {
      done.push('three')
    }),
  ])
  expect(done).toEqual(['one', 'two', 'three'])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

test('a place that is given up lets nobody in early', async () => {
  const lock = new Lock()
  const done: string[] = []
  const abort = new AbortController()
  const first = lock.hold(async () => {
    await after(30)
    done.push('first')
  })
  const given = lock.hold(async () => void done.push('never'), abort.signal)
  const last = lock.hold(async () => void done.push('last'))
  abort.abort()
  await expect(given).rejects.toMatchObject({ code: 'aborted' })
  expect(done).toEqual([])
  await Promise.all([first, last])
  expect(done).toEqual(['first', 'last'])
})
