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
  borderRadius: 6,
  fontFamily:
    '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif',
  fontFamilyCode:
    'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace',
};

/** The texts of tags in these colors. Ant Design knows each shade under two names, and writes both into one variable. */
function texts(colors: Record<string, string>): ThemeConfig['token'] {
  return Object.fromEntries(
    Object.entries(colors).flatMap(([name, color]) => [
      [`${name}7`, color],
      [`${name}-7`, color],
    ]),
  );
}

// Ant Design's own palette has texts that are too pale to be read by everybody: WCAG AA asks for 4.5 : 1.
const LIGHT: ThemeConfig = {
  token: {
    colorPrimary: '#1a62d6',
    colorPrimaryHover: '#2b6fdf',
    colorLink: '#1a62d6',
    colorLinkHover: '#0c46b0',
    colorSuccess: '#237804',
    colorSuccessBg: '#f6ffed',
    colorSuccessBorder: '#b7eb8f',
    colorWarning: '#874d00',
    colorWarningBg: '#fffbe6',
    colorWarningBorder: '#ffe58f',
    colorError: '#cf1322',
    colorErrorBg: '#fff2f0',
    colorErrorBorder: '#ffccc7',
    colorInfo: '#0958d9',
    colorInfoBg: '#e6f4ff',
    colorInfoBorder: '#91caff',
    ...texts({
      green: '#237804',
      gold: '#874d00',
      cyan: '#006d75',
      volcano: '#ad2102',
      orange: '#ad4e00',
      lime: '#3f6600',
      yellow: '#876800',
    }),
    colorTextSecondary: 'rgba(0, 0, 0, 0.68)',
    colorTextTertiary: 'rgba(0, 0, 0, 0.62)',
    colorTextDescription: 'rgba(0, 0, 0, 0.62)',
    colorTextPlaceholder: 'rgba(0, 0, 0, 0.58)',
  },
};

const PALE_BLUE = '#5b9bff';
const PALER_BLUE = '#8ab8ff';
const BLACK = '#141414';
const NIGHT: ThemeConfig = {
  token: {
    colorPrimary: '#1f6feb',
    colorPrimaryHover: '#2a6ad6',
    colorLink: PALE_BLUE,
    colorLinkHover: PALER_BLUE,
    colorLinkActive: PALE_BLUE,
    colorError: '#ff7875',
    colorErrorActive: '#ff9c99',
    ...texts({ red: '#f37370', magenta: '#f37fb7', purple: '#ab7ae0', geekblue: '#7f9ef3' }),
    colorTextSecondary: 'rgba(255, 255, 255, 0.75)',
    colorTextTertiary: 'rgba(255, 255, 255, 0.65)',
    colorTextDescription: 'rgba(255, 255, 255, 0.65)',
    colorTextPlaceholder: 'rgba(255, 255, 255, 0.55)',
  },
  components: {
    // The night's red is pale, so that it can be read on black: what stands on it must be dark. Its blue is deep, so that white
    // can be read on it: what stands on black must be paler.
    Button: {
      dangerColor: BLACK,
      defaultHoverColor: PALER_BLUE,
      defaultHoverBorderColor: PALER_BLUE,
      defaultActiveColor: PALE_BLUE,
      defaultActiveBorderColor: PALE_BLUE,
    },
    Dropdown: { colorTextLightSolid: BLACK },
    Steps: { colorPrimaryHover: PALER_BLUE },
    Tabs: { itemSelectedColor: PALE_BLUE, itemHoverColor: PALE_BLUE, inkBarColor: PALE_BLUE },
    Menu: { itemSelectedColor: PALE_BLUE },
    Radio: { colorPrimary: PALE_BLUE, colorPrimaryHover: PALE_BLUE },
  },
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
        token: { ...COMMON, ...(isDark ? NIGHT : LIGHT).token },
        components: isDark ? NIGHT.components : LIGHT.components,
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
