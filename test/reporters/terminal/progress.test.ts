import { expect, test } from 'vitest'
import { Progress } from '../../../reporters/terminal/progress.ts'
import { hostileCharacters } from '../hostile.ts'

function terminal(isTTY: boolean): { isTTY: boolean; text: string; write(text: string): void } {
  return {
    isTTY,
    text: '',
    write(text) {
      this.text += text
    },
  }
}

test('a terminal has one line, redrawn and removed', () => {
  const screen = terminal(true)
  const progress = new Progress(screen)
  progress.update({ topic: 'a', text: 'loading: 10 %', done: false })
  progress.update({ topic: 'a', text: 'loading: 20 %', done: false })
  progress.update({ topic: 'a', text: '', done: true })
  expect(screen.text).toBe('  loading: 10 %\r\u001B[2K  loading: 20 %\r\u001B[2K')
})

test('elsewhere there is a full line every ten seconds', () => {
  const screen = terminal(false)
  let at = 0
  const progress = new Progress(screen, () => at)
  for (at = 0; at <= 25_000; at += 1000) progress.update({ topic: 'a', text: `${at} done`, done: false })
  expect(screen.text).toBe('llm-bench: 10000 done\nllm-bench: 20000 done\n')
})

test('control characters in a name cannot move the cursor', () => {
  const screen = terminal(true)
  new Progress(screen).update({ topic: 'a', text: 'x\u001B[2J\ny', done: false })
  expect(screen.text).toBe('  x y')
})

test.for(hostileCharacters)('%s of a name does not reach the terminal', ([, hostile]) => {
  const screen = terminal(false)
  let at = 0
  const progress = new Progress(screen, () => at)
  progress.update({ topic: 'a', text: `x${hostile}y`, done: false })
  at = 10_000
  progress.update({ topic: 'a', text: `x${hostile}y`, done: false })
  progress.update({ topic: 'a', text: `x${hostile}y`, done: false, keep: true })
  expect(screen.text).toMatch(/^llm-bench: x ?y\nllm-bench: x ?y\n$/u)
})

test('a long text is cut', () => {
  const screen = terminal(true)
  new Progress(screen).update({ topic: 'a', text: 'x'.repeat(400), done: false })
  expect(screen.text).toBe(`  ${'x'.repeat(59)}…${'x'.repeat(40)}`)
})
