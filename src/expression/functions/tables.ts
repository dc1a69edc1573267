import { didYouMean } from '../../form/nearest.ts';
import { mapToNumbers, mapToTexts } from '../distinct.ts';
import { apply, type FunctionOf, type Functions, literal, type Scope, UNKNOWN_PLAN } from '../plan.ts';
import { pulledCell, pulledName } from '../pulled.ts';
import type { Tree } from '../tree.ts';
import { EMPTY, KNOWN, toTexts } from '../vector.ts';

function quoted(tree: Tree, scope: Scope, what: string): string {
  return tree.kind === 'text' ? tree.value : scope.fail(tree, `${what} stands in quotes`);
}

/** Functions whose values only the client had. */
function unavailable(signature: string, least: number, most: number, why: string): FunctionOf {
  return { signature, least, most, type: 'any', plan: (_, scope) => scope.unavailable(why) };
}

const all = Number.POSITIVE_INFINITY;
const onDevice = (name: string): FunctionOf =>
  unavailable(`${name}()`, 0, all, `${name}() was known to the device alone`);

const tableFunctions: Functions = {
  param: {
    signature: "param('name')",
    least: 1,
    most: 1,
    type: 'number',
    plan: (call, scope) => {
      const [arg] = call.args;
      const name = quoted(arg!, scope, 'the name of a parameter');
      const { parameters } = scope.names;
      const value = parameters.get(name);
      if (value === undefined)
        return scope.fail(arg!, `unknown parameter '${name}'${didYouMean(name, parameters.keys())}`);
      if (value !== null) return literal(value);
      scope.note(`parameter '${name}' has no value: what needs it is unknown`);
      return { ...UNKNOWN_PLAN, type: 'number' };
    },
  },
  lookup: {
    signature: "lookup('table', key)",
    least: 2,
    most: 2,
    type: 'number',
    plan: (call, scope) => {
      const [arg, key] = call.args;
      const name = quoted(arg!, scope, 'the name of a table');
      const table = scope.names.lookups.get(name);
      if (table === undefined)
        return scope.fail(arg!, `unknown table '${name}'${didYouMean(name, scope.names.lookups.keys())}`);
      return apply('number', [scope.single(key!)], ([given], run) => {
        const keys = toTexts(given!);
        const found = mapToNumbers([keys], run.rows, (text) => (text === '' ? Number.NaN : (table.get(text) ?? null)));
        const marks = found.marks ?? new Uint8Array(found.values.length);
        for (let row = 0; row < marks.length; row += 1)
          if (marks[row] === KNOWN && Number.isNaN(found.values[row])) marks[row] = EMPTY;
        return { ...found, marks };
      });
    },
  },
  pulldata: {
    signature: "pulldata('file', 'column', 'key column', key)",
    least: 4,
    most: 4,
    type: 'any',
    plan: (call, scope) => {
      const [file, column, keyColumn, key] = call.args as [Tree, Tree, Tree, Tree];
      if (file.kind !== 'text' || column.kind !== 'text' || keyColumn.kind !== 'text')
        return scope.unavailable('pulldata() chooses its file or columns as it runs');
      const name = pulledName(file.value);
      const read = scope.names.pulled?.get(name);
      if (read === undefined) return scope.unavailable(`pulldata() reads '${name}.csv', which is not at hand`);
      for (const one of [column, keyColumn])
        if (!read.has(one.value))
          return scope.fail(one, `'${name}.csv' has no column '${one.value}'${didYouMean(one.value, read.keys())}`);
      const find = pulledCell(read, column.value, keyColumn.value);
      return apply('any', [scope.single(key)], ([given], run) => mapToTexts([toTexts(given!)], run.rows, find));
    },
  },
  instance: unavailable("instance('list')", 1, 1, 'instance() is read with root/item[…]/column behind it'),
  current: unavailable('current()', 0, 0, 'current() is read with a path behind it'),
  version: {
    signature: 'version()',
    least: 0,
    most: 0,
    type: 'text',
    plan: (_, scope) => {
      const field = scope.names.fields.get('__version__');
      if (field === undefined) return scope.unavailable('version() is that of the form at the interview');
      return scope.single({ kind: 'field', roster: '', name: field.name, lastSaved: false });
    },
  },
  id: unavailable('id()', 0, all, 'id() looks in the XML of the record'),
  name: unavailable('name()', 0, 1, 'name() looks in the XML of the record'),
  'local-name': unavailable('local-name()', 0, 1, 'local-name() looks in the XML of the record'),
  'namespace-uri': unavailable('namespace-uri()', 0, 1, 'namespace-uri() looks in the XML of the record'),
  randomize: unavailable('randomize(nodes, seed)', 1, 2, 'randomize() orders by chance'),
  hash: unavailable('hash(value, …)', 1, all, "hash() is SurveyCTO's own"),
  'rank-value': unavailable('rank-value(n, …)', 1, all, "rank-value() is SurveyCTO's own"),
  'rel-index': unavailable('rel-index()', 0, all, "rel-index() is SurveyCTO's own"),
  'format-number': unavailable('format-number(number)', 1, 1, 'format-number() follows the language of the device'),
  'short-geopoint': unavailable('short-geopoint(point)', 1, 1, "short-geopoint() is SurveyCTO's own"),
};

const DEVICE = [
  'duration',
  'username',
  'device-info',
  'deviceid',
  'phonenumber',
  'collect-is-phone-app',
  'phone-call-duration',
  'phone-call-log',
  'property',
  'pulldata-status',
];

export const outsideFunctions: Functions = {
  ...tableFunctions,
  ...Object.fromEntries(DEVICE.map((name) => [name, onDevice(name)])),
};
