package audit

import (
	"bufio"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// tail is more than a line of the checkpoint can be long.
const tail = 256

// Last is the head on the checkpoint's last line and when the file was written;
// the zero head where there is none. It reads the end alone: the file grows.
func (c Checkpoint) Last() (h Head, at time.Time, err error) {
	f, err := os.Open(c.Path)
	if errors.Is(err, os.ErrNotExist) {
		return Head{}, time.Time{}, nil
	}
	if err != nil {
		return Head{}, time.Time{}, fmt.Errorf("reading the audit checkpoint: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return Head{}, time.Time{}, fmt.Errorf("reading the audit checkpoint: %w", err)
	}
	if _, err := f.Seek(max(0, info.Size()-tail), io.SeekStart); err != nil {
		return Head{}, time.Time{}, fmt.Errorf("reading the audit checkpoint: %w", err)
	}
	line := ""
	for scan := bufio.NewScanner(f); scan.Scan(); {
		if text := strings.TrimSpace(scan.Text()); text != "" {
			line = text
		}
	}
	if line == "" {
		return Head{}, time.Time{}, nil
	}
	var hash string
	if _, err := fmt.Sscanf(line, "%d %s", &h.Seq, &hash); err != nil {
		return Head{}, time.Time{}, errors.New("the audit checkpoint's last line cannot be read")
	}
	if h.Hash, err = hex.DecodeString(hash); err != nil {
		return Head{}, time.Time{}, errors.New("the audit checkpoint's last line cannot be read")
	}
	return h, info.ModTime(), nil
}
