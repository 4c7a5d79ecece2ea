/** Whom a task may be for: anybody, or one member. */
export function MemberOptions({ members }: { members: readonly { userId: string; name: string }[] }) {
  return (
    <>
      <option value="">Anybody</option>
      {members.map(({ userId, name }) => (
        <option key={userId} value={userId}>
          {name}
        </option>
      ))}
    </>
  );
}
