/** Hazards to acknowledge: each gate of the plan with its tables. Nothing is submitted before each is ticked. */

import { Checkbox, Flex, Form, Select, Typography } from 'antd';
import type { Gate } from '../../../api/schema';
import { HazardTag } from '../../../parts/hazard-tag';
import { useTexts } from '../../../texts';
import { GATES } from '../../../texts/en/hazards';
import { at } from '../fields';
import type { SettingsProps } from './mode-field';

const SHOWN = 6;

interface GatesFieldProps extends SettingsProps {
  gates: Gate[];
  /** Whether somebody tried to submit: then what is missing is said. */
  isAsked: boolean;
}

export function GatesField({ gates, settings, put, error, isAsked }: GatesFieldProps) {
  const { wizard } = useTexts();
  const texts = wizard.settings;
  const missing = gates.filter((gate) => !settings.hazards.includes(gate.code));
  const failure =
    isAsked && missing.length > 0
      ? {
          validateStatus: 'error' as const,
          help: <span role="alert">{texts.notTicked(missing.length)}</span>,
        }
      : at(error, 'hazards');
  const tick = (code: string, isOn: boolean) =>
    put({ hazards: isOn ? [...settings.hazards, code] : settings.hazards.filter((one) => one !== code) });
  const others = GATES.filter((code) => !gates.some((gate) => gate.code === code));
  return (
    <>
      {gates.length > 0 && (
        <Form.Item label={texts.gates} extra={texts.gatesHint} {...failure}>
          <Flex vertical gap="small">
            {gates.map((gate) => (
              <GateRow
                key={gate.code}
                gate={gate}
                isTicked={settings.hazards.includes(gate.code)}
                tick={(isOn) => tick(gate.code, isOn)}
              />
            ))}
          </Flex>
        </Form.Item>
      )}
      {settings.mode === 'Cron' && (
        <Form.Item label={texts.later} htmlFor="wizard-later" extra={texts.laterHint}>
          <Select
            id="wizard-later"
            mode="multiple"
            value={settings.hazards.filter((code) => others.includes(code))}
            onChange={(codes) =>
              put({ hazards: [...settings.hazards.filter((code) => !others.includes(code)), ...codes] })
            }
            options={others.map((value) => ({ value, label: value }))}
            style={{ maxWidth: 720 }}
          />
        </Form.Item>
      )}
    </>
  );
}

function GateRow({ gate, isTicked, tick }: { gate: Gate; isTicked: boolean; tick: (isOn: boolean) => void }) {
  const { hazards, wizard, words } = useTexts();
  const rest = gate.shadows.length - SHOWN;
  return (
    <Flex gap="small" align="flex-start">
      <Checkbox
        checked={isTicked}
        onChange={(event) => tick(event.target.checked)}
        aria-label={wizard.settings.allow(gate.code)}
        style={{ marginBlockStart: 2 }}
      />
      <Flex vertical gap={2}>
        <Flex gap="small" wrap align="center">
          <HazardTag code={gate.code} severity="gate" />
          <Typography.Text>{hazards.codes[gate.code]?.meaning}</Typography.Text>
        </Flex>
        <Typography.Text type="secondary" title={words.list(gate.shadows)}>
          {wizard.settings.tables(gate.shadows.length)}
          {words.list(gate.shadows.slice(0, SHOWN))}
          {rest > 0 && ` ${wizard.settings.andMore(rest)}`}
        </Typography.Text>
      </Flex>
    </Flex>
  );
}
