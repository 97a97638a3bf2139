import { Template } from '@huggingface/jinja'
import { expect, test } from 'vitest'
import { jinjaTemplate, TemplateRefusal } from '../../../../src/engines/llama-cpp/chat/jinja-template.ts'
import { publishedTemplates } from './llama-templates.ts'

const conversations = {
  question: [{ role: 'user', content: 'Why is the sky blue?' }],
  system: [
    { role: 'system', content: 'You answer with one word.' },
    { role: 'user', content: 'Why?' },
  ],
  turns: [
    { role: 'user', content: 'My name is Ada.' },
    { role: 'assistant', content: 'Hello Ada!' },
    { role: 'user', content: 'What is my name?' },
  ],
}

function outcome(render: () => string): string {
  try {
    return render()
  } catch (error) {
    return `refused: ${(error as Error).message}`
  }
}

test("templates of published models are rendered as the renderer's own class does", ({ skip }) => {
  const templates = publishedTemplates()
  skip(templates.length === 0, 'no source of llama.cpp')
  expect(templates.length).toBeGreaterThan(50)
  for (const { name, source } of templates)
    for (const [kind, messages] of Object.entries(conversations)) {
      const variables = { messages, add_generation_prompt: true, bos_token: '<s>', eos_token: '</s>' }
      const ours = outcome(() => jinjaTemplate(source).render(variables))
      expect(ours, `${name}, ${kind}`).toBe(outcome(() => new Template(source).render(variables)))
    }
})

test("what a template raises is told from what the renderer cannot do, also where it is raised in a macro's branch", () => {
  const source = `{% macro m(x) %}{% if x %}{{ raise_exception('roles must ' + 'alternate') }}{% endif %}{% endmacro %}{{ m(v) }}`
  const template = jinjaTemplate(source)
  expect(template.render({ v: false })).toBe('')
  expect(() => template.render({ v: true })).toThrow(new TemplateRefusal('roles must alternate'))
  expect(() => template.render({ v: true })).toThrow(TemplateRefusal)
  const broken = outcome(() => jinjaTemplate('{{ nothing.here() }}').render({}))
  expect(broken).toMatch(/^refused: /)
  expect(() => jinjaTemplate('{{ nothing.here() }}').render({})).not.toThrow(TemplateRefusal)
})
