/** A recurring schedule: a preset or an expression, its time zone, and when it fires next. */

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Flex, Form, Input, Select, Space, Typography } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { api, taken } from '../../../api/client';
import { ZONE } from '../../../parts/when';
import { useSpoken, useTexts } from '../../../texts';
import { at } from '../fields';
import type { SettingsProps } from './mode-field';
import { inZone, PRESETS, type Preset, presetOf, zones } from './schedule';

const PAUSE = 300;

export function CronField({ settings, put, error }: SettingsProps) {
  const { wizard } = useTexts();
  const texts = wizard.settings;
  const choices = useMemo(() => zones().map((zone) => ({ value: zone, label: zone })), []);
  const firings = useFirings(settings.cron, settings.timeZone);
  const failure = at(firings.error ?? error, 'cron', 'time_zone');
  const choose = (preset: Preset) => preset !== 'own' && put({ cron: PRESETS[preset] });
  const presets: Preset[] = ['hourly', 'daily', 'weekdays', 'weekly', 'monthly', 'own'];
  return (
    <Form.Item label={texts.cron} htmlFor="wizard-cron" {...failure}>
      <Flex vertical gap="small">
        <Space.Compact block style={{ maxWidth: 720 }}>
          <Select<Preset>
            aria-label={texts.preset}
            value={presetOf(settings.cron)}
            onChange={choose}
            options={presets.map((value) => ({ value, label: texts.presets[value] }))}
            style={{ width: 220 }}
          />
          <Input
            id="wizard-cron"
            value={settings.cron}
            onChange={(event) => put({ cron: event.target.value })}
            spellCheck={false}
            style={{ width: 180 }}
          />
          <Select
            showSearch
            aria-label={texts.timeZone}
            value={settings.timeZone}
            onChange={(timeZone) => put({ timeZone })}
            options={choices}
            style={{ flex: 1 }}
          />
        </Space.Compact>
        <Typography.Text type="secondary">{texts.cronHint}</Typography.Text>
        {firings.data && !firings.isError && <Firings at={firings.data} zone={settings.timeZone} />}
      </Flex>
    </Form.Item>
  );
}

function Firings({ at: moments, zone }: { at: string[]; zone: string }) {
  const { wizard } = useTexts();
  const { language } = useSpoken();
  const isOther = zone !== ZONE;
  return (
    <div>
      <Typography.Text type="secondary">{wizard.settings.firings}</Typography.Text>
      <ul aria-label={wizard.settings.firings} style={{ margin: 0, paddingInlineStart: 20 }}>
        {moments.map((moment) => (
          <li key={moment} style={{ fontVariantNumeric: 'tabular-nums' }}>
            {inZone(moment, zone, language)} {zone}
            {isOther && (
              <Typography.Text type="secondary">
                {' '}
                · {inZone(moment, ZONE, language)} {ZONE}
              </Typography.Text>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The next five firings, as the server computes them. */
function useFirings(cron: string, timeZone: string) {
  const [asked, setAsked] = useState({ cron, timeZone });
  useEffect(() => {
    const timer = setTimeout(() => setAsked({ cron, timeZone }), PAUSE);
    return () => clearTimeout(timer);
  }, [cron, timeZone]);
  return useQuery({
    queryKey: ['schedule', asked.cron, asked.timeZone],
    queryFn: async ({ signal }) => {
      const query = { cron: asked.cron, time_zone: asked.timeZone };
      return (await taken(api.GET('/api/v1/schedule', { params: { query }, signal }))).next.slice(0, 5);
    },
    placeholderData: keepPreviousData,
  });
}
