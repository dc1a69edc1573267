import type { Form } from '../../src/form/form.ts';
import { parseForm } from '../../src/form/parse.ts';

/** Groups of questions; each holds sixteen expressions. */
const GROUPS = 10;
const HEADER = 'type|name|label|relevant|required|constraint|calculation|choice_filter|repeat_count'.split('|');

/** The rows of one group: cells divided by `;`, since expressions hold commas and bars. */
function group(g: number): readonly string[] {
  return [
    `begin_group;g${g};G;\${consent} = 'yes' and \${age} >= ${15 + g}`,
    `select_one yn;s${g};S;;yes`,
    `integer;n${g};N;\${s${g}} = 'yes';;. >= 0 and . <= 120`,
    `select_multiple needs;m${g};M;;;not(selected(., 'none') and count-selected(.) > 1)`,
    `text;t${g};T;selected(\${m${g}}, 'other');;regex(., '^[a-z]{2,}[0-9]{0,4}$')`,
    `date;d${g};D;\${n${g}} > 3;;. <= today()`,
    `decimal;x${g};X;\${s${g}} = 'yes' and (\${n${g}} > 10 or \${sex} = 'female');\${n${g}} > 20;. > 0 and . < \${n${g}} * 100`,
    `select_one town;w${g};W;;;;;region = \${region}`,
    `calculate;a${g};;;;;if(\${s${g}} = 'yes', \${n${g}} * 2, 0)`,
    `calculate;b${g};;;;;round(\${x${g}} div 12, 2)`,
    `calculate;c${g};;;;;int((today() - \${d${g}}) div 365.25)`,
    `calculate;e${g};;;;;concat(\${sex}, '-', coalesce(\${n${g}}, 0) + count-selected(\${m${g}}))`,
    'end_group;',
  ];
}

const ROWS: readonly string[] = [
  'start;start',
  'end;end',
  'today;today',
  'select_one yn;consent;Consent;;yes',
  'select_one sex;sex;Sex',
  'integer;age;Age;;yes;. >= 15 and . <= 110',
  'select_one region;region;Region',
  ...Array.from({ length: GROUPS }, (_, g) => group(g)).flat(),
  'integer;size;Size;;;. <= 30',
  'begin_repeat;member;Member;;;;;;${size}',
  'integer;m_age;Age;;;. >= 0 and . <= 110',
  'select_one yn;m_school;School;${m_age} < 18',
  'calculate;m_place;;;;;position(..)',
  'end_repeat;',
  'calculate;children;;;;;count(${member}[m_age < 18])',
  'calculate;years;;;;;sum(${m_age})',
  'calculate;oldest;;;;;max(${m_age})',
  'note;thanks;Thanks;${children} > 0 or ${years} > 100',
];

/** A made-up form of 170 expressions, with a repeat, a cascade of 400 choices and every column that holds expressions. */
export function benchForm(): Form {
  const towns = Array.from({ length: 400 }, (_, place) => ['town', `t${place}`, 'T', `r${place % 12}`]);
  const { form } = parseForm(
    [
      { name: 'survey', rows: [HEADER, ...ROWS.map((row) => row.split(';'))] },
      {
        name: 'choices',
        rows: [
          ['list_name', 'name', 'label', 'region'],
          ...['yes', 'no', 'dk'].map((name) => ['yn', name, name]),
          ...['female', 'male'].map((name) => ['sex', name, name]),
          ...Array.from({ length: 12 }, (_, place) => ['region', `r${place}`, 'R']),
          ...['food', 'cash', 'work', 'none', 'other'].map((name) => ['needs', name, name]),
          ...towns,
        ],
      },
    ],
    'bench',
  );
  return form;
}
