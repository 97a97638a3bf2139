import { expect, test } from 'vitest'
import { Queue } from '../src/lock.ts'

async function after(milliseconds: number): Promise<void> {
  await new Promise((resolve) => void setTimeout(resolve, milliseconds))
}

test('work is done one after the other, in order, also behind work that fails', async () => {
  const queue = new Queue()
  const done: string[] = []
  const results = await Promise.allSettled([
    queue.run(async () => {
      await after(20)
      done.push('one')
    }),
    queue.run(async () => {
      done.push('two')
      throw new Error('two failed')
    }),
    queue.run(async () => {
      done.push('three')
    }),
  ])
  expect(done).toEqual(['one', 'two', 'three'])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

test('a place that is given up lets nobody in early', async () => {
  const queue = new Queue()
  const done: string[] = []
  const abort = new AbortController()
  const first = queue.run(async () => {
    await after(30)
    done.push('first')
  })
  const given = queue.run(async () => void done.push('never'), abort.signal)
  const last = queue.run(async () => void done.push('last'))
  abort.abort()
  await expect(given).rejects.toMatchObject({ code: 'aborted' })
  expect(done).toEqual([])
  await Promise.all([first, last])
  expect(done).toEqual(['first', 'last'])
})
