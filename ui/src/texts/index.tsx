/** The texts of the console in the language that was chosen. English is built in; Chinese is loaded when it is wanted. */

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { en } from './en';

/** Every text; `zh` must have the same, which the compiler checks. */
export type Texts = typeof en;
export type Language = 'en' | 'zh';

const KEY = 'shadowtable-language';

function first(): Language {
  const kept = localStorage.getItem(KEY);
  if (kept === 'en' || kept === 'zh') return kept;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

interface Spoken {
  language: Language;
  texts: Texts;
  /** Ant Design's own texts; English where undefined. */
  antd: import('antd').ConfigProviderProps['locale'];
  speak: (language: Language) => void;
}

const Context = createContext<Spoken | null>(null);

/** Gives its children the texts. Nothing is shown until those of the chosen language are there. */
export function TextsProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(first);
  const [loaded, setLoaded] = useState<Pick<Spoken, 'texts' | 'antd'> & { language: Language }>();
  useEffect(() => {
    let current = true;
    load(language).then((found) => current && setLoaded({ ...found, language }));
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    return () => {
      current = false;
    };
  }, [language]);
  if (!loaded) return null;
  const speak = (next: Language) => {
    localStorage.setItem(KEY, next);
    setLanguage(next);
  };
  return <Context value={{ ...loaded, speak }}>{children}</Context>;
}

async function load(language: Language): Promise<Pick<Spoken, 'texts' | 'antd'>> {
  if (language === 'en') return { texts: en, antd: undefined };
  const [{ zh }, antd] = await Promise.all([
    import('./zh'),
    import('antd/locale/zh_CN'),
    import('dayjs/locale/zh-cn'),
  ]);
  return { texts: zh, antd: antd.default };
}

export function useSpoken(): Spoken {
  const spoken = useContext(Context);
  if (!spoken) throw new Error('TextsProvider is missing');
  return spoken;
}

/** The texts in the chosen language. */
export function useTexts(): Texts {
  return useSpoken().texts;
}
