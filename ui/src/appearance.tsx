/** Light or dark, and the colors of both. */

import { theme as antTheme, type ThemeConfig } from 'antd';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';

export type Appearance = 'light' | 'dark' | 'system';

const KEY = 'shadowtable-appearance';
const DARK = '(prefers-color-scheme: dark)';

interface Worn {
  appearance: Appearance;
  isDark: boolean;
  theme: ThemeConfig;
  wear: (appearance: Appearance) => void;
}

const Context = createContext<Worn | null>(null);

const COMMON: ThemeConfig['token'] = {
  colorPrimary: '#1f6feb',
  borderRadius: 6,
  fontFamily:
    '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif',
  fontFamilyCode:
    'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace',
};

// The secondary texts of Ant Design's own palette are too pale to be read by everybody (WCAG AA asks for 4.5 : 1).
const LIGHT: ThemeConfig['token'] = {
  colorTextSecondary: 'rgba(0, 0, 0, 0.68)',
  colorTextTertiary: 'rgba(0, 0, 0, 0.62)',
  colorTextDescription: 'rgba(0, 0, 0, 0.62)',
  colorTextPlaceholder: 'rgba(0, 0, 0, 0.58)',
};
const NIGHT: ThemeConfig['token'] = {
  colorTextSecondary: 'rgba(255, 255, 255, 0.75)',
  colorTextTertiary: 'rgba(255, 255, 255, 0.65)',
  colorTextDescription: 'rgba(255, 255, 255, 0.65)',
  colorTextPlaceholder: 'rgba(255, 255, 255, 0.55)',
};

function kept(): Appearance {
  const value = localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : 'system';
}

function useSystemIsDark(): boolean {
  const [isDark, setIsDark] = useState(() => matchMedia(DARK).matches);
  useEffect(() => {
    const media = matchMedia(DARK);
    const follow = () => setIsDark(media.matches);
    media.addEventListener('change', follow);
    return () => media.removeEventListener('change', follow);
  }, []);
  return isDark;
}

export function AppearanceProvider({ children }: { children: ReactNode }) {
  const [appearance, setAppearance] = useState(kept);
  const systemIsDark = useSystemIsDark();
  const isDark = appearance === 'system' ? systemIsDark : appearance === 'dark';
  useEffect(() => {
    document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
    document.documentElement.dataset.appearance = isDark ? 'dark' : 'light';
  }, [isDark]);
  const worn = useMemo<Worn>(
    () => ({
      appearance,
      isDark,
      theme: {
        algorithm: isDark ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm,
        token: { ...COMMON, ...(isDark ? NIGHT : LIGHT) },
      },
      wear: (next) => {
        localStorage.setItem(KEY, next);
        setAppearance(next);
      },
    }),
    [appearance, isDark],
  );
  return <Context value={worn}>{children}</Context>;
}

export function useAppearance(): Worn {
  const worn = useContext(Context);
  if (!worn) throw new Error('AppearanceProvider is missing');
  return worn;
}
