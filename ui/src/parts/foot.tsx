/** The line with a step's buttons, at the foot of the window as long as the step is longer. */

import { Flex, theme } from 'antd';
import type { ReactNode } from 'react';

export function Foot({ children }: { children: ReactNode }) {
  const { token } = theme.useToken();
  return (
    <Flex
      justify="space-between"
      align="center"
      gap="small"
      wrap
      style={{
        position: 'sticky',
        bottom: 0,
        zIndex: 5,
        background: token.colorBgContainer,
        borderBlockStart: `1px solid ${token.colorBorderSecondary}`,
        paddingBlock: token.paddingSM,
        marginBlockStart: token.marginSM,
        // As wide as the card that it stands in, and down to its end.
        paddingInline: token.paddingLG,
        marginInline: -token.paddingLG,
        marginBlockEnd: -token.paddingLG,
        borderEndStartRadius: token.borderRadiusLG,
        borderEndEndRadius: token.borderRadiusLG,
      }}
    >
      {children}
    </Flex>
  );
}
