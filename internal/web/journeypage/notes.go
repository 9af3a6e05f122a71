package journeypage

import "onward/internal/web"

func (p Pages) noteRoutes() []web.Route { return nil }
