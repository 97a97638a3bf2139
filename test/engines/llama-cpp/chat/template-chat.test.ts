import { expect, test } from 'vitest'
import { TemplateChat } from '../../../../src/engines/llama-cpp/chat/template-chat.ts'
import type { ChatMessage } from '../../../../src/workload/prompt.ts'
import { publishedTemplates } from './llama-templates.ts'

const hi: ChatMessage[] = [{ role: 'user', content: 'Hi' }]
const special = { bos: '<s>', eos: '</s>' }

test('a chat is rendered up to where the answer begins, with the tokens that begin and end texts', () => {
  const source =
    '{{ bos_token }}{% for m in messages %}[{{ m.role }}]{{ m.content }}{{ eos_token }}{% endfor %}' +
    '{% if add_generation_prompt %}[assistant]{% endif %}'
  expect(new TemplateChat(source, special).render(hi)).toEqual({
    text: '<s>[user]Hi</s>[assistant]',
    format: { source: 'template', name: expect.stringMatching(/^Jinja template [\da-f]{12}$/) as string, reason: null },
  })
  expect(new TemplateChat(source, { bos: null, eos: null }).render(hi).text).toBe('[user]Hi[assistant]')
})

test('what the template refuses is said in its own words, with the way out', () => {
  const source = "{% if messages[0].role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}x"
  const chat = new TemplateChat(source, special)
  expect(chat.render(hi).text).toBe('x')
  expect(() => chat.render([{ role: 'system', content: 'Be brief.' }, ...hi])).toThrow(
    expect.objectContaining({
      code: 'invalid-workload',
      message:
        'the chat template of the model refuses these messages ("System role not supported"): give them as it wants ' +
        'them (a text for the system, say, at the start of the first user message)',
    }),
  )
})

const switched =
  '{{ messages[0].content }}{% if enable_thinking is defined and not enable_thinking %}<think></think>{% endif %}'

test('thinking is as the template has it, or as it is asked for', () => {
  const chat = new TemplateChat(switched, special)
  expect(chat.render(hi).text).toBe('Hi')
  expect(chat.render(hi, { thinking: false }).text).toBe('Hi<think></think>')
  expect(chat.render(hi, { thinking: true }).text).toBe('Hi')
  const effort = new TemplateChat("{{ reasoning_effort or 'medium' }}", special)
  expect(effort.render(hi, { thinking: 'high' }).text).toBe('high')
  // Its own name for it, by the variables themselves.
  expect(new TemplateChat('{{ budget }}', special).render(hi, { template: { budget: 7 } }).text).toBe('7')
})

test('a switch that the template does not know is refused', () => {
  const chat = new TemplateChat('{{ messages[0].content }}', special)
  for (const thinking of [true, false, 'low'] as const)
    expect(() => chat.render(hi, { thinking })).toThrow(
      `chat(messages, { thinking }): ${JSON.stringify(thinking)} is not allowed here; ` +
        "the model's chat template makes the same text of it either way: leave the option out",
    )
})

test('published models with a switch know it under one of its names', ({ skip }) => {
  const templates = publishedTemplates()
  skip(templates.length === 0, 'no source of llama.cpp')
  const switching = ['Qwen-Qwen3-0.6B', 'ibm-granite-granite-3.3', 'deepseek-ai-DeepSeek-V3.1', 'MiniMax-M3', 'GLM-4.6']
  for (const name of switching) {
    const source = templates.find((template) => template.name.startsWith(name))?.source ?? ''
    const chat = new TemplateChat(source, special)
    const [on, off] = [true, false].map((thinking) => chat.render(hi, { thinking }).text)
    expect(on, name).not.toBe(off)
  }
})

test('a template that counts on an undefined list of tools is given an empty one', () => {
  expect(new TemplateChat('{% for tool in tools %}x{% endfor %}ok', special).render(hi).text).toBe('ok')
})

test('what the renderer cannot do stays its own error', () => {
  expect(() => new TemplateChat('{{ nothing() }}', special).render(hi)).toThrow(/not a function/)
  expect(() => new TemplateChat('{% if %}', special)).toThrow()
})

const tools = [{ type: 'function', function: { name: 'add', description: 'Adds.' } }] as const

test('tools are described by a template that knows them, else in the message of the system', () => {
  const knowing = new TemplateChat('{% for tool in tools %}[{{ tool.function.name }}]{% endfor %}x', special)
  expect(knowing.render(hi, { tools })).toMatchObject({ text: '[add]x', format: { reason: null } })
  const other = new TemplateChat('{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}', special)
  const { text, format } = other.render([{ role: 'system', content: 'Be brief.' }, ...hi], { tools })
  expect(text).toMatch(/^system: Be brief\.\n\nYou can call functions.*\n\{"name":"add","description":"Adds\."\}\n/)
  expect(text).toMatch(/user: Hi\n$/)
  expect(format.reason).toBe('it describes no tools: the message of the system does')
  expect(other.render(hi).format.reason).toBeNull()
})
