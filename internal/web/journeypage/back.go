package journeypage

import (
	"github.com/google/uuid"

	"onward/internal/web"
)

// back is where a form on another page of this site came from, so that a move
// on the board leads back to it; the journey's overview otherwise.
func back(from string, id uuid.UUID) string {
	if path := web.SafePath(from); path != "" {
		return path
	}
	return Path(id, "")
}
