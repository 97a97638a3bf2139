import { expect, test, vi } from 'vitest'
import { Progress } from '../../../reporters/terminal/progress.ts'
import { hostileCharacters } from '../hostile.ts'

function terminal(columns = 80): { columns: number; text: string; write(text: string): void } {
  return {
    columns,
    text: '',
    write(text) {
      this.text += text
    },
  }
}

test('a terminal has one line, drawn again at most twice a second, and removed', () => {
  const screen = terminal()
  let at = 0
  const progress = new Progress(screen, true, () => at)
  progress.update({ topic: 'a', text: 'loading: 10 %', done: false })
  at = 499
  progress.update({ topic: 'a', text: 'loading: 20 %', done: false })
  at = 500
  progress.update({ topic: 'a', text: 'loading: 30 %', done: false })
  progress.update({ topic: 'a', text: '', done: true })
  expect(screen.text).toBe('\r\u001B[2K  loading: 10 %\r\u001B[2K  loading: 30 %\r\u001B[2K')
})

test('the line is drawn again without news: a window at the foot of the screen removes it', () => {
  vi.useFakeTimers()
  const screen = terminal()
  const progress = new Progress(screen, true, () => 0)
  progress.update({ topic: 'a', text: 'long work', done: false })
  vi.advanceTimersByTime(1000)
  expect(screen.text).toBe('\r\u001B[2K  long work'.repeat(3))
  progress.clear()
  vi.advanceTimersByTime(5000)
  expect(screen.text).toBe(`${'\r\u001B[2K  long work'.repeat(3)}\r\u001B[2K`)
  vi.useRealTimers()
})

test('elsewhere there is a full line every ten seconds', () => {
  const screen = terminal()
  let at = 0
  const progress = new Progress(screen, false, () => at)
  for (at = 0; at <= 25_000; at += 1000) progress.update({ topic: 'a', name: 'x', text: `${at} done`, done: false })
  expect(screen.text).toBe('llm-bench: x: 10000 done\nllm-bench: x: 20000 done\n')
})

test('control characters in a name cannot move the cursor', () => {
  const screen = terminal()
  const progress = new Progress(screen, true)
  progress.update({ topic: 'a', name: 'n\u001B[2J', text: 'x\u001B[2J\ny', done: false })
  progress.clear()
  expect(screen.text).toBe('\r\u001B[2K  n: x y\r\u001B[2K')
})

test.for(hostileCharacters)('%s of a name does not reach the terminal', ([, hostile]) => {
  const screen = terminal()
  let at = 0
  const progress = new Progress(screen, false, () => at)
  progress.update({ topic: 'a', text: `x${hostile}y`, done: false })
  at = 10_000
  progress.update({ topic: 'a', text: `x${hostile}y`, done: false })
  progress.update({ topic: 'a', text: `x${hostile}y`, done: false, keep: true })
  expect(screen.text).toMatch(/^llm-bench: x ?y\nllm-bench: x ?y\n$/u)
})
