import { expect, test } from 'vitest';
import { text } from '../../text';
import { settingsBody, sinkKinds, valuesOf } from './sinkKinds';

test('a new sink sends what was filled in', () =>
  expect(
    settingsBody('splunk', {
      url: ' https://s.example.com:8088 ',
      token: 'abc',
      acknowledge: 'false',
      index: '',
    }),
  ).toEqual({ url: 'https://s.example.com:8088', token: 'abc', acknowledge: false }));

test('another one sends what differs, and no secret that was left empty', () => {
  const before = valuesOf('elasticsearch', {
    url: 'https://e',
    index: 'a',
    pipeline: 'p',
    method: 'api_key',
  });
  expect(settingsBody('elasticsearch', { ...before, index: 'b', pipeline: '', apiKey: '' }, before)).toEqual({
    index: 'b',
    pipeline: '',
  });
});

test('fields that do not apply are not sent', () =>
  expect(settingsBody('s3', { bucket: 'b', layout: 'lake', source: 'x' })).toEqual({
    bucket: 'b',
    layout: 'lake',
  }));

test('brokers are a list, numbers numbers', () =>
  expect(settingsBody('kafka', { brokers: 'a:9092\nb:9092', maxBytes: '5000' })).toEqual({
    brokers: ['a:9092', 'b:9092'],
    maxBytes: 5000,
  }));

test('every field of every kind has its label', () => {
  for (const [kind, fields] of Object.entries(sinkKinds))
    for (const field of fields) expect(text.feeds.sinks.fields[kind]).toHaveProperty(field.name);
});
