import { describe, expect, test } from 'vitest';
import { rowType } from '../../src/form/types.ts';

describe('rowType of selects', () => {
  test.each([
    ['select_one sex', 'select_one', 'sex', false],
    ['select one sex', 'select_one', 'sex', false],
    ['select one from sex', 'select_one', 'sex', false],
    ['select_one_from sex', 'select_one', 'sex', false],
    ['select1 sex', 'select_one', 'sex', false],
    ['Select_One  sex ', 'select_one', 'sex', false],
    ['add select one prompt using sex', 'select_one', 'sex', false],
    ['select_multiple needs', 'select_multiple', 'needs', false],
    ['select many needs', 'select_multiple', 'needs', false],
    ['select_many needs', 'select_multiple', 'needs', false],
    ['select all that apply needs', 'select_multiple', 'needs', false],
    ['select all that apply from list', 'select_multiple', 'list', false],
    ['add select multiple prompt using needs', 'select_multiple', 'needs', false],
    ['select_one sex or_other', 'select_one', 'sex', true],
    ['select multiple from needs or specify other', 'select_multiple', 'needs', true],
    ['select_one_external towns', 'select_one_external', 'towns', false],
    ['rank foods', 'rank', 'foods', false],
    ['select_one from', 'select_one', 'from', false],
    ['select_one', 'select_one', '', false],
    ['select one', 'select_one', '', false],
    ['select all that apply', 'select_multiple', '', false],
    ['select_multiple', 'select_multiple', '', false],
  ])('%s', (text, xlsType, list, orOther) => {
    expect(rowType(text, '')).toMatchObject({
      kind: 'field',
      known: true,
      xlsType,
      list,
      orOther,
      choicesFrom: '',
      role: 'question',
    });
  });

  test.each([
    ['select_one_from_file towns.csv', 'select_one_from_file', 'towns.csv', 'one'],
    ['select multiple from file towns.geojson', 'select_multiple_from_file', 'towns.geojson', 'many'],
    ['select_one ${members}', 'select_one', '${members}', 'one'],
  ])('%s takes its choices from elsewhere', (text, xlsType, choicesFrom, type) => {
    expect(rowType(text, '')).toMatchObject({ xlsType, list: '', choicesFrom, type });
  });
});

describe('rowType of other types', () => {
  test.each([
    ['text', 'text', 'text', 'question'],
    ['string', 'text', 'text', 'question'],
    ['int', 'integer', 'integer', 'question'],
    ['decimal', 'decimal', 'decimal', 'question'],
    ['gps', 'geopoint', 'geopoint', 'question'],
    ['geotrace', 'geotrace', 'geotrace', 'question'],
    ['geoshape', 'geoshape', 'geoshape', 'question'],
    ['date', 'date', 'date', 'question'],
    ['time', 'time', 'time', 'question'],
    ['dateTime', 'datetime', 'dateTime', 'question'],
    ['photo', 'image', 'text', 'question'],
    ['barcode', 'barcode', 'text', 'question'],
    ['acknowledge', 'acknowledge', 'text', 'question'],
    ['trigger', 'acknowledge', 'text', 'question'],
    ['note', 'note', 'text', 'note'],
    ['calculate', 'calculate', 'text', 'calculation'],
    ['hidden', 'hidden', 'text', 'calculation'],
    ['start', 'start', 'dateTime', 'metadata'],
    ['end time', 'end', 'dateTime', 'metadata'],
    ['today   ', 'today', 'date', 'metadata'],
    ['imei', 'deviceid', 'text', 'metadata'],
    ['phone_number', 'phonenumber', 'text', 'metadata'],
    ['subscriberid', 'subscriberid', 'text', 'metadata'],
    ['start-geopoint', 'start-geopoint', 'geopoint', 'metadata'],
    ['background-audio', 'background-audio', 'text', 'metadata'],
    ['audit', 'audit', 'text', 'metadata'],
    ['text audit', 'text audit', 'text', 'metadata'],
    ['speed violations count', 'speed violations count', 'text', 'metadata'],
    ['caseid', 'caseid', 'text', 'metadata'],
    ['enumerator', 'enumerator', 'text', 'question'],
  ])('%s', (text, xlsType, type, role) => {
    expect(rowType(text, '')).toMatchObject({ kind: 'field', known: true, xlsType, type, role, list: '' });
  });

  test.each([
    ['', 'integer'],
    ['start=0 end=10 step=1', 'integer'],
    ['start=0; end=1; step=0.1', 'decimal'],
    ['start=0.5 end=9.5 step=1', 'decimal'],
    ['start=-5 end=5', 'integer'],
  ])('range with %s', (parameters, type) => {
    expect(rowType('range', parameters)).toMatchObject({ xlsType: 'range', type });
  });

  test.each([
    ['begin group', 'begin', 'group'],
    ['begin_repeat', 'begin', 'repeat'],
    ['Begin  Repeat', 'begin', 'repeat'],
    ['begin lgroup', 'begin', 'repeat'],
    ['begin looped group', 'begin', 'repeat'],
    ['begin loop over cities', 'begin', 'group'],
    ['end_group', 'end', 'group'],
    ['end repeat', 'end', 'repeat'],
  ])('%s', (text, kind, group) => {
    expect(rowType(text, '')).toEqual({ kind, group });
  });

  test('an external file is no field; an unknown type is text', () => {
    expect(rowType('xml-external', '')).toEqual({ kind: 'skip' });
    expect(rowType('Integr', '')).toMatchObject({ known: false, xlsType: 'Integr', type: 'text', role: 'question' });
    expect(rowType('__proto__', '')).toMatchObject({ known: false });
  });
});
