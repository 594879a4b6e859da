/** 为何无法读取或无法完整保留某张表的定义，以及连接上的错误。 */

import type { Sentence } from '../../sentence';

export const readings: readonly Sentence[] = [
  ['the source: {why}', '源表：{why}'],
  ['the shadow: {why}', '影子表：{why}'],
  ['there is no such table', '该表不存在'],
  ['it is no table but a {what}', '它不是表，而是{what}'],
  ['the server does not show its definition', '服务器不显示其定义'],
  [
    'its definition was not there after {seconds} s: another session may hold a lock on it',
    '{seconds} 秒后仍未得到其定义：可能有其他会话锁住了它',
  ],
  ['its definition is not valid UTF-8', '其定义不是有效的 UTF-8'],
  ["can't read what its definition leaves out", '无法读取其定义中未写出的内容'],
  ['the connection was lost while its definition was read', '读取其定义时连接断开'],
  ['its definition was not read', '未读取其定义'],
  ["the definition can't be read", '无法解析其定义'],
  [
    "the definition can't be kept: the server prints {server} where the model gives {model}",
    '无法完整保留其定义：服务器显示 {server}，而模型给出 {model}',
  ],
  ["can't reach a database server at {place}", '无法连接 {place} 上的数据库服务器'],
  [
    'what answers at {place} is no MySQL-compatible server or hung up',
    '{place} 上的服务不兼容 MySQL，或断开了连接',
  ],
  ['no answer from {place} within {seconds} s', '{place} 在 {seconds} 秒内没有响应'],
  [
    'the server at {place} does not let {user} in: wrong user or password',
    '{place} 上的服务器不允许 {user} 登录：用户名或密码错误',
  ],
  [
    'the server at {place} asks {user} to log on by {plugin}, which is not known here',
    '{place} 上的服务器要求 {user} 使用认证插件 {plugin} 登录，Shadowtable 不支持该插件',
  ],
  ['{user} may not use the database {database}', '{user} 无权使用数据库 {database}'],
  ['the server at {place} has no database {database}', '{place} 上的服务器没有数据库 {database}'],
  ['no encrypted connection to {place} (ssl-mode={mode})', '无法与 {place} 建立加密连接（ssl-mode={mode}）'],
  ['the server at {place} refuses the connection', '{place} 上的服务器拒绝连接'],
  [
    'check host and port, and that the server runs and may be reached from here',
    '请检查主机和端口，以及服务器是否在运行、能否从此处访问',
  ],
  [
    'check the port; for a server that wants TLS only, say ssl-mode=REQUIRED',
    '请检查端口；若服务器只接受 TLS，请将“加密（TLS）”设为“必须”',
  ],
  [
    'check user and password; in a URL, special characters are percent-encoded (@ is %40)',
    '请检查用户名和密码',
  ],
  [
    'check the user: MySQL asks in such a way for an account that does not exist, too; an account that does needs caching_sha2_password or mysql_native_password',
    '请检查用户：对不存在的账号，MySQL 也会这样要求；存在的账号须使用 caching_sha2_password 或 mysql_native_password',
  ],
  ['grant the account rights on it, or check the name', '请授予该账号相应权限，或检查名称'],
  [
    'check the name; SHOW DATABASES lists what the account may see',
    '请检查名称；SHOW DATABASES 会列出该账号可见的数据库',
  ],
  ['the server may have no TLS; ssl-mode=PREFERRED goes without', '服务器可能没有 TLS；设为“优先”时可不加密'],
  [
    "give the authority's certificate with ssl-ca; a certificate without names (as servers make their own) can only be used with ssl-mode=REQUIRED",
    '请提供证书颁发机构（CA）的证书；服务器自行生成的证书不含名称，只能设为“必须”',
  ],
  ['the server refused the statement', '服务器拒绝了语句'],
  ['the connection to the server was lost', '与服务器的连接断开'],
  ['the connection to the server was lost and could not be made again', '与服务器的连接断开，且无法重新建立'],
  ['the server did not answer within {seconds} s', '服务器在 {seconds} 秒内没有响应'],
  ['{message} (error {code}, {state})', '{message}（错误 {code}，{state}）'],
];
