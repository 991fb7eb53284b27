/** A field to choose files with. */
import { useId } from 'preact/hooks';

interface FileFieldProps {
  readonly label: string;
  readonly name: string;
  readonly multiple?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

export function FileField({ label, name, multiple = false, onFiles }: FileFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        type="file"
        multiple={multiple}
        onChange={(event) => onFiles(Array.from(event.currentTarget.files ?? []))}
      />
    </div>
  );
}
