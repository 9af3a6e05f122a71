package journeypage

import "onward/internal/web"

func (p Pages) appointmentRoutes() []web.Route { return nil }
