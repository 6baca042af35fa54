import type { Texts } from './texts.ts';

const en = {
  hint: 'Choose an action, then press the key that it shall have. Esc always goes back, Enter always goes on.',
  resetAll: 'All as delivered',
  reset: 'Back to {key}',
  resetOne: '{name}: back to {key}',
  change: '{name}: now {key}, change the key',
  press: 'Press a key…',
  typing: '{key} is for typing and searching; choose another.',
  fixed: '{key} keeps what it does; choose another.',
  taken: '{key} is already: {by}. Give that another key first.',
};

/** Of the page of keys. */
export const settingsKeysText: Texts<keyof typeof en> = {
  en,
  'zh-CN': {
    hint: '先选操作，再按下要用的键。Esc 总是返回，Enter 总是继续。',
    resetAll: '全部恢复默认',
    reset: '恢复 {key}',
    resetOne: '{name}：恢复 {key}',
    change: '{name}：现为 {key}，更换按键',
    press: '请按键…',
    typing: '{key} 用于输入和搜索，请换一个键。',
    fixed: '{key} 的功能不能更改，请换一个键。',
    taken: '{key} 已用于“{by}”，请先为它换键。',
  },
};
