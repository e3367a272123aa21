// Writes src/api/types.ts from docs/openapi.json: one interface per schema, members in the schema's order.
// With --check it only compares, so that the portal cannot fall behind the API.
import { readFileSync, writeFileSync } from 'node:fs';

const document = new URL('../../../docs/openapi.json', import.meta.url);
const target = new URL('../src/api/types.ts', import.meta.url);
const { schemas } = JSON.parse(readFileSync(document, 'utf8')).components;

const text = [
  '// Generated from docs/openapi.json by `npm run types`. Do not edit.\n',
  'export interface Page<T> {\n  items: T[];\n  next: string | null;\n  total: number | null;\n}\n',
  ...Object.entries(schemas)
    .filter(([name]) => !name.startsWith('PageOf'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, schema]) => declaration(name, schema)),
].join('\n');

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('src/api/types.ts is not what docs/openapi.json says. Run `npm run types`.');
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
}

function declaration(name, schema) {
  if (schema.properties === undefined) return `export type ${name} = ${type(schema)};\n`;
  const members = Object.entries(schema.properties).map(([member, of]) => {
    const optional = schema.required?.includes(member) ? '' : '?';
    return `  ${member}${optional}: ${type(of)};\n`;
  });
  return `export interface ${name} {\n${members.join('')}}\n`;
}

function type(schema) {
  if (schema.$ref !== undefined) return reference(schema.$ref.split('/').at(-1));
  const options = schema.oneOf ?? schema.anyOf;
  if (options !== undefined) return union(options.map(type));
  if (Array.isArray(schema.type)) return union(schema.type.map((one) => type({ ...schema, type: one })));
  switch (schema.type) {
    case 'string':
      return schema.enum?.map((value) => `'${value}'`).join(' | ') ?? 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array':
      return `${grouped(type(schema.items))}[]`;
    case 'object':
      return schema.additionalProperties ? `Record<string, ${type(schema.additionalProperties)}>` : 'object';
    default:
      return 'unknown';
  }
}

function reference(name) {
  return name.startsWith('PageOf') ? `Page<${name.slice('PageOf'.length)}>` : name;
}

/** Null stands last, as a person would write it. */
function union(types) {
  const distinct = [...new Set(types)];
  if (distinct.includes('unknown')) return 'unknown';
  return [...distinct.filter((t) => t !== 'null'), ...distinct.filter((t) => t === 'null')].join(' | ');
}

function grouped(name) {
  return name.includes(' ') ? `(${name})` : name;
}
